package one.imago.chain.certificate;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import one.imago.chain.block.BlockRejected;
import one.imago.chain.block.FinalityProof;
import one.imago.chain.genesis.Genesis;
import one.imago.chain.genesis.GenesisException;
import one.imago.chain.proto.WorkCertificate;
import one.imago.chain.state.ProofRejected;
import one.imago.chain.state.StateProof;
import one.imago.chain.transaction.CanonicalMessage;
import one.imago.chain.transaction.CanonicalMessage.NonCanonicalException;
import one.imago.node.ledger.WorkId;

/**
 * What proves a registration: the genesis, a final block with the votes that made it final, and proofs of every record
 * that concerns the work in the state after that block. Holding one proves nothing; {@link CertificateCheck} does.
 *
 * @param workId the work
 * @param genesis of the chain
 * @param finality of the block that the proofs lead to
 * @param producers proof of the producer set in force
 * @param records proofs of the copyright module's keys, in the order in which a dossier is read
 */
public record Certificate(
        WorkId workId, Genesis genesis, FinalityProof finality, StateProof producers, List<StateProof> records) {
    public static final int MAX_SIZE = 16 * 1024 * 1024;
    static final int FORMAT = 1;
    private static final int MAX_RECORDS = 4_096;

    public Certificate {
        records = List.copyOf(records);
    }

    /** The bytes of the file. */
    public byte[] encode() {
        WorkCertificate.Builder file = WorkCertificate.newBuilder()
                .setFormat(FORMAT)
                .setWorkId(workId.value())
                .setGenesis(ByteString.copyFrom(genesis.encode()))
                .setFinality(ByteString.copyFrom(finality.encode()))
                .setProducers(ByteString.copyFrom(producers.encode()));
        for (StateProof proof : records) {
            file.addRecords(ByteString.copyFrom(proof.encode()));
        }
        return file.build().toByteArray();
    }

    /**
     * Reads a file from a stranger's bytes; nothing of it is verified.
     *
     * @throws CertificateException when the bytes are not those of a certificate
     */
    public static Certificate decode(byte[] bytes) throws CertificateException {
        try {
            WorkCertificate file = CanonicalMessage.parse(WorkCertificate.parser(), bytes, MAX_SIZE);
            if (file.getFormat() != FORMAT) {
                throw new CertificateException("this program reads certificates of format " + FORMAT + " only");
            }
            if (file.getRecordsCount() > MAX_RECORDS) {
                throw new CertificateException("the certificate has too many records");
            }
            List<StateProof> records = new ArrayList<>();
            for (ByteString record : file.getRecordsList()) {
                records.add(StateProof.decode(record.toByteArray()));
            }
            return new Certificate(
                    new WorkId(file.getWorkId()),
                    Genesis.decode(file.getGenesis().toByteArray()),
                    FinalityProof.decode(file.getFinality().toByteArray()),
                    StateProof.decode(file.getProducers().toByteArray()),
                    records);
        } catch (NonCanonicalException | GenesisException | BlockRejected | ProofRejected e) {
            throw new CertificateException("not a certificate: " + e.getMessage());
        }
    }
}
