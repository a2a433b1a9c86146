package io.kvitt.sandbox.simulation;

/** The basket that every order of a first run holds. */
public final class SeedOrder {

    private static final NewOrder.Line COFFEE = new NewOrder.Line("KAFFE-500", "Kaffe 500 g", 2, 39_900, 1200);
    private static final NewOrder.Line BREWER = new NewOrder.Line("BRYGG-1", "Kaffebryggare", 1, 45_150, 2500);

    private SeedOrder() {}

    /** @param id the provider's */
    public static NewOrder of(String provider, String id, long number, String state) {
        String orderNumber = Long.toString(number);
        return NewOrder.of(provider, orderNumber)
                .withId(id)
                .withLines(COFFEE, BREWER)
                .withState(state);
    }
}
