package io.kvitt.orderstatus;

/** What the settings say about one order status of one order. */
sealed interface StatusMeaning {

    /** The group's action is wanted. */
    record Act(ActionGroup group) implements StatusMeaning {}

    /** The group is switched off. */
    record Off(ActionGroup group) implements StatusMeaning {}

    /** It is known and leads to nothing. */
    record Ignored() implements StatusMeaning {}

    /** Nobody has said anything about it. */
    record Unmapped() implements StatusMeaning {}

    /** It means different things, depending on an account or a payment type that is not known. */
    record Ambiguous() implements StatusMeaning {}
}
