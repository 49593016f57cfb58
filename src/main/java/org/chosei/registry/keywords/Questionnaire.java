package org.chosei.registry.keywords;

import java.util.ArrayList;
import java.util.List;

/** The whole list as it stands for one organisation, in its groups. */
public record Questionnaire(KeywordList list, List<Group> groups) {

    /** Questions that belong together. */
    public record Group(String nameJa, String nameEn, List<Question> questions) {
        /** How many of them are answered. */
        public long answered() {
            return questions.stream().filter(Question::answered).count();
        }
    }

    static Questionnaire of(KeywordList list, List<Question> questions) {
        List<Group> groups = new ArrayList<>();
        List<Question> open = new ArrayList<>();
        for (Question each : questions) {
            if (!open.isEmpty()
                    && !open.getFirst()
                            .keyword()
                            .groupEn()
                            .equals(each.keyword().groupEn())) {
                groups.add(group(open));
                open = new ArrayList<>();
            }
            open.add(each);
        }
        if (!open.isEmpty()) {
            groups.add(group(open));
        }
        return new Questionnaire(list, groups);
    }

    private static Group group(List<Question> questions) {
        Keyword first = questions.getFirst().keyword();
        return new Group(first.groupJa(), first.groupEn(), List.copyOf(questions));
    }

    /** How many questions there are. */
    public long all() {
        return groups.stream().mapToLong(group -> group.questions().size()).sum();
    }

    /** How many of them are answered. */
    public long answered() {
        return groups.stream().mapToLong(Group::answered).sum();
    }
}
