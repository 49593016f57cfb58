package org.chosei.identity;

import java.util.Locale;

/** What a guest fills in: name and address count only where the invitation has none. */
public record NewAccount(String name, String email, String password, String again, String code, Locale locale) {

    @Override
    public String toString() {
        return "NewAccount[hidden]";
    }
}
