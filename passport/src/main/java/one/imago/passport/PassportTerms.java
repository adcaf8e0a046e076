package one.imago.passport;

import java.util.Optional;
import one.imago.node.crypto.Hash;
import one.imago.node.crypto.PublicKey;

/**
 * What a holder fixes besides the key when a passport is made. Recovery by guardians and the veto are recorded here and
 * come into use with a later protocol.
 *
 * @param policyHash hash of the holder's policy
 * @param guardianRoot salted root over the guardians
 * @param vetoKey a key that may stop a recovery; not the passport's own
 */
public record PassportTerms(Optional<Hash> policyHash, Optional<Hash> guardianRoot, Optional<PublicKey> vetoKey) {
    public static final PassportTerms NONE = new PassportTerms(Optional.empty(), Optional.empty(), Optional.empty());
}
