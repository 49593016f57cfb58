package org.chosei.desk.after.web;

/** What was typed into one of the forms of the playbook. */
public record LeakForm(String kind, String noticed, String zone, String outcome, String words) {
    static LeakForm blank() {
        return new LeakForm("", "", "", "", "");
    }
}
