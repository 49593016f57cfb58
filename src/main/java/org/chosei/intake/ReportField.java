package org.chosei.intake;

/** What a partner's report says, in the order of the form. */
public enum ReportField {
    TRACKING_NUMBER("trackingNumber"),
    PRODUCT("product"),
    VERSIONS("versions"),
    TLP("tlp"),
    EMBARGO("embargo"),
    EXPLOITED("exploited"),
    PUBLIC("public"),
    CREDIT("credit"),
    CONTACT("contact"),
    TITLE("title"),
    SUMMARY("summary"),
    DESCRIPTION("description");

    private final String key;

    ReportField(String key) {
        this.key = key;
    }

    /** The name in the template's mapping, in sealed reports and in message keys. */
    public String key() {
        return key;
    }
}
