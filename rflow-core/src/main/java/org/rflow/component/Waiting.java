package org.rflow.component;

import org.jspecify.annotations.Nullable;
import org.rflow.message.Lineage;
import org.rflow.message.Message;

/**
 * A message that a component is to get, or was given. {@code attempts}: how often it has been given to the component already;
 * {@code among}: where its receipts are opened, null for the latest mark.
 */
record Waiting(
        Arrival arrival,
        Message message,
        Lineage.@Nullable Point who,
        int attempts,
        @Nullable ReceiptMark among) {}
