package org.chosei.distribution;

import java.util.UUID;
import org.chosei.access.Purpose;
import org.chosei.jobs.Job;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * At a wave's instant, tells the vendors that see the notice and for which no mail was staged. Of a mail that may not leave after all
 * {@link WaveSendPermission} tells.
 */
@Component
class PortalNotices implements Job {
    static final String KIND = "distribution.portal-notices";

    private final WaveStore store;
    private final WaveSendPermission permission;
    private final PortalLetters portal;

    PortalNotices(WaveStore store, WaveSendPermission permission, PortalLetters portal) {
        this.store = store;
        this.permission = permission;
        this.portal = portal;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Purpose purpose() {
        return Purpose.MAIL_OUT;
    }

    @Override
    @Transactional
    public void run(UUID id) {
        Wave wave = store.find(id).orElseThrow();
        if (wave.cancelledAt() == null) {
            portal.tell(wave, permission.withoutMail(wave, store.chosen(id)));
        }
    }
}
