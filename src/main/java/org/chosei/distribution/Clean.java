package org.chosei.distribution;

import org.chosei.kernel.JapaneseText;

/** What people typed, as it is kept: without controls, and with what turns text around spelt out. */
final class Clean {
    private Clean() {}

    static String text(String typed) {
        return JapaneseText.withVisibleBidi(JapaneseText.withoutControls(typed)).strip();
    }
}
