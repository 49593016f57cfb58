package org.chosei.advisories;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.chosei.advisories.AdvisoryDocument.Product;
import org.chosei.advisories.AdvisoryDocument.Vendor;
import org.chosei.advisories.AdvisoryDocument.VendorStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The product tree of a CSAF document, vendor over product over version, with the ids that the statuses refer to. */
final class CsafProducts {
    /** Only what is certainly one version: a range named as a version is an error (CSAF 2.0, test 6.1.31). */
    private static final Pattern ONE_VERSION = Pattern.compile("[0-9]+(\\.[0-9]+)*[a-z]?");

    private final CsafWords words;
    private final Map<Vendor, Map<Product, String>> ids = new LinkedHashMap<>();

    CsafProducts(AdvisoryDocument advisory) {
        words = new CsafWords(advisory.mainLanguage(), advisory.mainLanguage());
        int next = 1;
        for (Vendor vendor : advisory.vendors()) {
            for (VendorStatus status : vendor.statuses()) {
                for (Product product : products(vendor, status)) {
                    var ofVendor = ids.computeIfAbsent(vendor, v -> new LinkedHashMap<>());
                    if (ofVendor.putIfAbsent(product, "CSAFPID-%04d".formatted(next)) == null) {
                        next++;
                    }
                }
            }
        }
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    List<String> ids(Vendor vendor, VendorStatus status) {
        var ofVendor = Objects.requireNonNull(ids.get(vendor), "every vendor with a status has products");
        return products(vendor, status).stream()
                .map(product -> Objects.requireNonNull(ofVendor.get(product)))
                .distinct()
                .toList();
    }

    ObjectNode tree() {
        ObjectNode tree = Csaf.object();
        ArrayNode vendors = tree.putArray("branches");
        ids.forEach((vendor, products) -> {
            ArrayNode names = branch(vendors, "vendor", vendor.name()).putArray("branches");
            byName(products).forEach((name, ofName) -> addProduct(names, vendor, name, ofName));
        });
        return tree;
    }

    private static Map<String, List<Product>> byName(Map<Product, String> products) {
        var names = new LinkedHashMap<String, List<Product>>();
        products.keySet()
                .forEach(product -> names.computeIfAbsent(product.name(), n -> new ArrayList<>())
                        .add(product));
        return names;
    }

    private void addProduct(ArrayNode names, Vendor vendor, String name, List<Product> products) {
        for (Product product : products) {
            if (product.versions() == null) {
                branch(names, "product_name", name).set("product", product(vendor, product));
            }
        }
        var versioned = products.stream().filter(p -> p.versions() != null).toList();
        if (!versioned.isEmpty()) {
            ArrayNode versions = branch(names, "product_name", name).putArray("branches");
            for (Product product : versioned) {
                String version = Objects.requireNonNull(product.versions());
                boolean one = ONE_VERSION.matcher(version).matches();
                branch(versions, one ? "product_version" : "product_version_range", version)
                        .set("product", product(vendor, product));
            }
        }
    }

    private ObjectNode product(Vendor vendor, Product product) {
        String fullName = vendor.name() + " " + product.name();
        ObjectNode node = Csaf.object();
        node.put("name", product.versions() == null ? fullName : fullName + " " + product.versions());
        node.put(
                "product_id",
                Objects.requireNonNull(Objects.requireNonNull(ids.get(vendor)).get(product)));
        if (product.cpe() != null || product.purl() != null) {
            ObjectNode identification = node.putObject("product_identification_helper");
            Csaf.put(identification, "cpe", product.cpe());
            Csaf.put(identification, "purl", product.purl());
        }
        return node;
    }

    private List<Product> products(Vendor vendor, VendorStatus status) {
        return status.products().isEmpty()
                ? List.of(new Product(words.text("products", vendor.name()), null, null, null))
                : status.products();
    }

    private static ObjectNode branch(ArrayNode branches, String category, String name) {
        return branches.addObject().put("category", category).put("name", name);
    }
}
