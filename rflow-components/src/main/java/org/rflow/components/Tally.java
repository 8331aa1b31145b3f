package org.rflow.components;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;

/** Exact count, sum, least and greatest of numbers. */
final class Tally {
    private long count;
    private BigDecimal sum = BigDecimal.ZERO;
    private BigDecimal least = BigDecimal.ZERO;
    private BigDecimal greatest = BigDecimal.ZERO;

    void add(BigDecimal number) {
        least = count == 0 ? number : least.min(number);
        greatest = count == 0 ? number : greatest.max(number);
        sum = sum.add(number);
        count++;
    }

    void add(Tally other) {
        if (other.count == 0) {
            return;
        }
        least = count == 0 ? other.least : least.min(other.least);
        greatest = count == 0 ? other.greatest : greatest.max(other.greatest);
        sum = sum.add(other.sum);
        count += other.count;
    }

    long count() {
        return count;
    }

    BigDecimal sum() {
        return sum;
    }

    BigDecimal least() {
        return least;
    }

    BigDecimal greatest() {
        return greatest;
    }

    /** To 16 digits; not asked of none. */
    BigDecimal average() {
        return sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL64);
    }

    void write(DataOutputStream state) throws IOException {
        state.writeLong(count);
        SlotState.writeText(state, sum.toString());
        SlotState.writeText(state, least.toString());
        SlotState.writeText(state, greatest.toString());
    }

    static Tally read(DataInputStream state) throws IOException {
        Tally tally = new Tally();
        tally.count = state.readLong();
        tally.sum = new BigDecimal(SlotState.readText(state));
        tally.least = new BigDecimal(SlotState.readText(state));
        tally.greatest = new BigDecimal(SlotState.readText(state));
        return tally;
    }
}
