package org.chosei.demo;

/** Two of the CSIRT's people vet a vendor: the coordinator calls, meets and takes in a document, the approver confirms. */
final class Vet {
    private Vet() {}

    static void vendor(Cast cast, Vendor vendor) {
        String path = "/organisations/" + vendor.id() + "/vetting";
        Visitor caller = cast.coordinator.browser();
        caller.submit(
                        caller.open(path + "?write=CALL_BACK").fine(),
                        "form[action$='/call-backs']",
                        "number",
                        "03-5555-0" + (900 + cast.vendors.indexOf(vendor)),
                        "found",
                        "PUBLIC_REGISTER",
                        "source",
                        "register.example, entry of " + vendor.nameEn,
                        "talkedTo",
                        vendor.contactName,
                        "result",
                        "CONFIRMED")
                .fine();
        caller.submit(
                        caller.open(path + "?write=MEETING").fine(),
                        "form[action$='/meetings']",
                        "place",
                        "By video",
                        "ours",
                        cast.coordinator.name(),
                        "theirs",
                        vendor.contactName,
                        "result",
                        "HELD")
                .fine();
        Page own = caller.submit(
                        caller.open(path + "?write=DOCUMENT").fine(),
                        "form[action$='/documents']",
                        "result",
                        "REGISTER_EXTRACT",
                        "note",
                        "On paper, in the binder of registrations")
                .fine();
        StepFailed.unless(
                own.has("[data-another]") && !own.has("form[action$='/confirmation']"),
                "whoever called %s was offered to confirm as well",
                vendor.name());
        Visitor second = cast.approver.browser();
        Page confirmed = second.submit(second.open(path).fine(), "form[action$='/confirmation']", "agree", "yes")
                .fine();
        String state = confirmed.element("h1 [data-vetting]").attr("data-vetting");
        StepFailed.unless(state.equals("DONE"), "the vetting of %s is %s", vendor.name(), state);
    }
}
