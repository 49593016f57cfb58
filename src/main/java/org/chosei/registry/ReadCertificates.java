package org.chosei.registry;

import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.chosei.crypto.Certificate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The certificates that were read last. The gate asks for those of every vendor of a wave when it is planned and again just before
 * its mails leave, and reading one takes longer than to find it. What memory is short of is forgotten. Safe from any thread.
 */
@Component
class ReadCertificates {
    private static final int MOST = 2_000;

    private final Map<UUID, SoftReference<Read>> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Read(byte[] bytes, Certificate certificate) {}

    /** The certificate in these bytes, which belong to this row now. */
    Certificate of(UUID row, Certificate.Format format, byte[] bytes) {
        Read last = last(row);
        if (last != null && Arrays.equals(last.bytes(), bytes)) {
            return last.certificate();
        }
        Certificate read = Certificate.fromBytes(format, bytes);
        keep(row, new Read(bytes, read));
        return read;
    }

    private synchronized @Nullable Read last(UUID row) {
        SoftReference<Read> reference = known.get(row);
        return reference == null ? null : reference.get();
    }

    private synchronized void keep(UUID row, Read read) {
        known.put(row, new SoftReference<>(read));
        if (known.size() > MOST) {
            var oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
