package org.chosei.desk.inbox;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.chosei.access.Scope;
import org.chosei.access.Scopes;
import org.chosei.distribution.NoticeTitle;
import org.chosei.kernel.Refusal;
import org.chosei.vault.OpenPurpose;
import org.chosei.vault.Opened;
import org.chosei.vault.SealedId;
import org.chosei.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What the acting person has to do and waits for, of the staff or of a vendor. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Inbox {
    /** Items on a page. */
    public static final int PAGE = 50;

    private final StaffInbox staff;
    private final VendorInbox vendors;
    private final Vault vault;

    Inbox(StaffInbox staff, VendorInbox vendors, Vault vault) {
        this.staff = staff;
        this.vendors = vendors;
        this.vault = vault;
    }

    /** The part that is looked at, by deadline, then by age. One statement. */
    public InboxView.Page page(InboxView view, InboxView.@Nullable After after) {
        Scope.Person person = Scopes.person();
        return person.isStaff()
                ? staff.page(person, view, after, PAGE)
                : vendors.page(person, new InboxView(view.tab(), InboxView.Whose.ALL), after, PAGE);
    }

    /** Titles of cases and reasons of snoozes, opened for a list together with {@code more} of the page. */
    public Map<SealedId, Opened> words(Collection<InboxItem> items, Collection<SealedId> more) {
        List<SealedId> sealed = new ArrayList<>(more);
        for (InboxItem item : items) {
            InboxItem.Hidden hidden = item.hidden();
            Stream.ofNullable(item.title()).forEach(sealed::add);
            Stream.ofNullable(hidden == null ? null : hidden.reason()).forEach(sealed::add);
        }
        return sealed.isEmpty() ? Map.of() : vault.open(OpenPurpose.LIST, sealed);
    }

    /** The title of each item's case: the staff's own, or what the vendor's newest notice is about, in the reader's language. */
    public Map<SealedId, String> titles(Collection<InboxItem> items, Map<SealedId, Opened> words, Locale language) {
        boolean staffs = Scopes.person().isStaff();
        Map<SealedId, String> titles = new HashMap<>();
        for (InboxItem item : items) {
            SealedId sealed = item.title();
            Opened opened = sealed == null ? null : words.get(sealed);
            if (sealed != null && opened != null) {
                titles.put(
                        sealed, staffs ? opened.text() : NoticeTitle.of(opened).in(language));
            }
        }
        return titles;
    }

    /** Those of these that the person has, in this order; the others are absent. */
    public List<InboxItem> find(Collection<ItemKey> keys) {
        Scope.Person person = Scopes.person();
        return person.isStaff() ? staff.find(person, keys) : vendors.find(person, keys);
    }

    /** The item, or "not found" for whoever does not have it. */
    public InboxItem get(ItemKey key) {
        return find(List.of(key)).stream().findFirst().orElseThrow(Refusal.NotFound::new);
    }
}
