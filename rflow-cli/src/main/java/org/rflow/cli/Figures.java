package org.rflow.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers and times as people read them. */
final class Figures {
    private Figures() {}

    /** {@code 1,234,567}. */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 812/s}, {@code 8,320/s}. */
    static String rate(double perSecond) {
        return perSecond > 0 && perSecond < 10
                ? String.format(Locale.ROOT, "%.1f/s", perSecond)
                : String.format(Locale.ROOT, "%,d/s", Math.round(perSecond));
    }

    /** {@code 512 B}, {@code 1.5 MB}. */
    static String bytes(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double amount = bytes;
        String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
        int unit = 0;
        while (amount >= 999.95) {
            amount /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, units[unit]);
    }

    /** {@code 0.8 s}, {@code 12.3 s}, {@code 4:05}, {@code 1:02:03}, {@code 3 d 04:05:06}. */
    static String time(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", Math.max(0, time.toMillis()) / 1000.0);
        }
        String minutes = String.format(Locale.ROOT, "%02d:%02d", seconds / 60 % 60, seconds % 60);
        if (seconds < 3600) {
            return minutes.replaceFirst("^0", "");
        }
        String hours = (seconds / 3600 % 24) + ":" + minutes;
        return seconds < 86_400 ? hours : seconds / 86_400 + " d " + (hours.indexOf(':') == 1 ? "0" : "") + hours;
    }
}
