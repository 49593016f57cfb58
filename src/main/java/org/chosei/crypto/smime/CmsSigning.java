package org.chosei.crypto.smime;

import java.io.IOException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.DefaultSignedAttributeTableGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** Makes detached CMS signatures (RFC 5652 §5), which also say that we read AES-256-GCM (RFC 8551 §2.5.2). */
public final class CmsSigning {
    private CmsSigning() {}

    /** The signature in DER, RSA over SHA-256, with the certificate along. */
    public static byte[] detached(byte[] content, PrivateKey secret, byte[] certificate, Instant at) {
        try {
            X509CertificateHolder own = new X509CertificateHolder(certificate);
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .setSignedAttributeGenerator(new DefaultSignedAttributeTableGenerator(attributes(at)))
                            .build(new JcaContentSignerBuilder("SHA256withRSA").build(secret), own));
            generator.addCertificate(own);
            return generator
                    .generate(new CMSProcessableByteArray(content), false)
                    .getEncoded("DER");
        } catch (IOException | CMSException | OperatorCreationException e) {
            throw new IllegalStateException("signing failed", e);
        }
    }

    private static AttributeTable attributes(Instant at) {
        var capabilities = new ASN1EncodableVector();
        capabilities.add(new DERSequence(NISTObjectIdentifiers.id_aes256_GCM));
        capabilities.add(new DERSequence(NISTObjectIdentifiers.id_aes256_CBC));
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(at)))));
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.pkcs_9_at_smimeCapabilities, new DERSet(new DERSequence(capabilities))));
        return new AttributeTable(attributes);
    }
}
