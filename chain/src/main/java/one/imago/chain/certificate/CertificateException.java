package one.imago.chain.certificate;

/** Bytes that are no certificate, or a certificate that cannot be made. The message is for a person. */
public final class CertificateException extends Exception {
    private static final long serialVersionUID = 1;

    CertificateException(String message) {
        super(message, null, false, false);
    }
}
