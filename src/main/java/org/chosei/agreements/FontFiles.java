package org.chosei.agreements;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where on this host a font with Japanese characters may lie; the first that is there is taken. Nothing is looked for
 * before somebody asks for a PDF.
 *
 * @param chosen whether the operator named it, so that the page names the setting and not a package
 */
public record FontFiles(List<Path> places, boolean chosen) {
    /** IPAex as Debian, Fedora and Arch install it, then IPA, Takao and VL Gothic: all with TrueType outlines. */
    private static final List<Path> USUAL = Stream.of(
                    "opentype/ipaexfont-gothic/ipaexg.ttf",
                    "ipa-ex-gothic-fonts/ipaexg.ttf",
                    "OTF/ipaexg.ttf",
                    "opentype/ipafont-gothic/ipag.ttf",
                    "truetype/takao-gothic/TakaoGothic.ttf",
                    "truetype/vlgothic/VL-Gothic-Regular.ttf",
                    "truetype/fonts-japanese-gothic.ttf")
            .map(each -> Path.of("/usr/share/fonts", each))
            .toList();

    /** The operator's file, or the usual places. */
    public static FontFiles of(@Nullable Path chosen) {
        return chosen == null ? new FontFiles(USUAL, false) : new FontFiles(List.of(chosen), true);
    }
}
