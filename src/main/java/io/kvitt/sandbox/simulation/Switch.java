package io.kvitt.sandbox.simulation;

/**
 * A behaviour that the providers do not document, or that a test wants to set. The default is the likeliest reading of
 * the sources; a client has to live with the other one too.
 */
public interface Switch {

    /** The provider's name, a point and a name of its own. */
    String key();

    /** Where it stands at first: a {@link Boolean}, or an {@link Integer} that is not negative. */
    Object standard();

    default boolean isYesOrNo() {
        return standard() instanceof Boolean;
    }
}
