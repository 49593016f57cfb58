package org.chosei.advisories;

import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.chosei.advisories.AdvisoryDocument.Product;
import org.chosei.advisories.AdvisoryDocument.Revision;
import org.chosei.advisories.AdvisoryDocument.Status;
import org.chosei.advisories.AdvisoryDocument.Vendor;
import org.chosei.advisories.AdvisoryDocument.VendorStatus;
import org.chosei.advisories.AdvisoryDocument.Vulnerability;

/** What no advisory may say, whatever the format: each refusal names the contradiction, so that its author can end it. */
final class DocumentRules {
    static final Pattern CVE = Pattern.compile("CVE-[0-9]{4}-[0-9]{4,}");
    static final Pattern PURL = Pattern.compile("pkg:[A-Za-z.+-][A-Za-z0-9.+-]*/[\\w.~:/?#@!$&'()*+,;=%-]+");
    private static final String CPE_PART =
            "(?:[*-]|(?:\\?*|\\*?)(?:[a-zA-Z0-9._-]|\\\\[!-,/:-@\\[-^`{-~])+(?:\\?*|\\*?))";
    static final Pattern CPE = Pattern.compile("cpe:2\\.3:[aho*-](?::" + CPE_PART + "){5}"
            + ":(?:[a-zA-Z]{2,3}(?:-(?:[a-zA-Z]{2}|[0-9]{3}))?|[*-])(?::" + CPE_PART + "){4}"
            + "|[cC][pP][eE]:/[AHOaho]?(?::[A-Za-z0-9._~%-]*){0,6}");

    private DocumentRules() {}

    static void absolute(URI uri) {
        if (!uri.isAbsolute() || uri.isOpaque()) {
            throw new IllegalArgumentException("'" + uri
                    + "' is not a complete address; it starts with a scheme and a host, such as https://example.org/");
        }
    }

    static void refuseRepeatedCves(List<Vulnerability> vulnerabilities) {
        var seen = new HashSet<String>();
        for (Vulnerability vulnerability : vulnerabilities) {
            if (vulnerability.cve() != null && !seen.add(vulnerability.cve())) {
                throw new IllegalArgumentException(vulnerability.cve() + " is given to two vulnerabilities");
            }
        }
    }

    static void refuseContradictingStatuses(int vulnerabilities, List<Vendor> vendors) {
        var names = new HashSet<String>();
        for (Vendor vendor : vendors) {
            if (!names.add(vendor.name())) {
                throw new IllegalArgumentException("The vendor " + vendor.name() + " is listed twice");
            }
            var seen = new HashMap<List<Object>, Status>();
            for (VendorStatus status : vendor.statuses()) {
                if (status.vulnerability() < 0 || status.vulnerability() >= vulnerabilities) {
                    throw new IllegalArgumentException("The vendor " + vendor.name() + " speaks of vulnerability "
                            + status.vulnerability() + ", but the advisory has only " + vulnerabilities);
                }
                subjects(status).forEach(subject -> refuseSecond(vendor, status, subject, seen));
            }
        }
    }

    static void refuseBrokenHistory(List<Revision> revisions) {
        if (revisions.isEmpty()) {
            throw new IllegalArgumentException("The advisory needs its first revision");
        }
        for (int i = 0; i < revisions.size(); i++) {
            if (revisions.get(i).number() != i + 1) {
                throw new IllegalArgumentException("Revisions are numbered 1, 2, 3; found "
                        + revisions.get(i).number() + " at place " + (i + 1));
            }
            if (i > 0 && !revisions.get(i).at().isAfter(revisions.get(i - 1).at())) {
                throw new IllegalArgumentException("Revision " + (i + 1) + " is not later than the one before it");
            }
        }
    }

    private static void refuseSecond(
            Vendor vendor, VendorStatus status, String subject, Map<List<Object>, Status> seen) {
        Status other = seen.putIfAbsent(List.of(status.vulnerability(), subject), status.status());
        if (other != null && other != status.status()) {
            throw new IllegalArgumentException("For " + vendor.name() + ", " + subject + " cannot be both " + other
                    + " and " + status.status() + "; give each status its own products or versions");
        }
    }

    /** The same name and versions under two package URLs would still read as one product. */
    private static List<String> subjects(VendorStatus status) {
        if (status.products().isEmpty()) {
            return List.of("the vendor as a whole");
        }
        return status.products().stream().map(DocumentRules::subject).toList();
    }

    private static String subject(Product product) {
        String versions = product.versions();
        return versions == null ? product.name() : product.name() + " " + versions;
    }
}
