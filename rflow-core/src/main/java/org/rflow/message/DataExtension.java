package org.rflow.message;

/** Adds behaviour or defaults to data of a type (RF-166..168). */
@FunctionalInterface
public interface DataExtension {
    /**
     * Called for new and for received data.
     *
     * @param fresh true for new data, whose unset fields may be given defaults; decoded data must not be changed
     */
    void extend(Object data, boolean fresh);
}
