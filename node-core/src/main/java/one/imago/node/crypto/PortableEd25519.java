package one.imago.node.crypto;

import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** BouncyCastle, in Java: loads everywhere. */
final class PortableEd25519 implements Ed25519Provider {
    @Override
    public String name() {
        return "BouncyCastle";
    }

    @Override
    public Key prepare(byte[] key) {
        Ed25519.PublicPoint point = Ed25519.validatePublicKeyPartialExport(key, 0);
        if (point == null) {
            throw new IllegalArgumentException("not a point of the curve");
        }
        // BouncyCastle multiplies the equation by the cofactor, so that it takes an R with a torsion component. With
        // such an R refused, what it accepts is exactly the cofactorless equation.
        return (signed, signature) -> Ed25519.verify(signature, 0, point, signed, 0, signed.length)
                && Ed25519.validatePublicKeyFull(signature, 0);
    }
}
