package org.rflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who messages are: on the wire, in a worker, and in the memory of what was seen. */
final class IdentitiesTest {
    private static final long EDGE = 77;

    private record Who(long origin, long position, long path) {}

    private final BatchWriter writer = new BatchWriter(1 << 20);
    private final BatchReader reader = new BatchReader();

    @Test
    void comeBackFromABatchAsTheyWentIn() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            List<Who> sent = someone(random, 1 + random.nextInt(300));
            assertThat(travel(sent, new long[] {5, 17})).isEqualTo(sent);
            assertThat(reader.identities().lows()).containsExactly(5, 17);
        }
    }

    private static List<Who> someone(Random random, int count) {
        List<Who> all = new ArrayList<>();
        Who who = new Who(random.nextLong(), 0, 0);
        for (int i = 0; i < count; i++) {
            boolean other = who.origin() == Identities.NOBODY || random.nextInt(20) == 0;
            long origin = other ? random.nextLong() : who.origin();
            long path = random.nextInt(20) == 0 ? random.nextLong() : who.path();
            long position = random.nextInt(10) == 0 ? random.nextLong() : who.position() + 1;
            who = random.nextInt(30) == 0 ? new Who(Identities.NOBODY, 0, 0) : new Who(origin, position, path);
            all.add(who);
        }
        return all;
    }

    private List<Who> travel(List<Who> sent, long[] lows) {
        writer.begin(1, 0);
        for (Who who : sent) {
            writer.append(Message.of(1), who.origin(), who.position(), who.path());
        }
        writer.lows(lows);
        reader.wrap(writer.finish(), 0, new DataTypes()::find);
        assertThat(reader.isIdentified()).isTrue();
        List<Who> got = new ArrayList<>();
        while (reader.next()) {
            Identities all = reader.identities();
            int i = reader.index();
            got.add(new Who(all.origin(i), all.position(i), all.path(i)));
        }
        return got;
    }

    @Test
    void takeLittleRoomWhenMessagesFollowEachOther() {
        writer.begin(1, 0);
        for (int i = 0; i < 1000; i++) {
            writer.append(Message.of(1), Long.MAX_VALUE, i, Long.MIN_VALUE);
        }
        int without = writer.size();

        int with = writer.finish().length;

        assertThat(with - without).isLessThan(40);
    }

    @Test
    void batchWithoutThemSaysSo() {
        writer.begin(1, 0);
        writer.append(Message.of(1));

        reader.wrap(writer.finish(), 0, new DataTypes()::find);

        assertThat(reader.isIdentified()).isFalse();
        assertThat(reader.identities().lows()).isEmpty();
    }

    @Test
    void thatDoNotFitTheRecordsAreRefused() {
        writer.begin(1, 0);
        writer.append(Message.of(1), 1, 2, 3);
        byte[] frame = writer.finish();
        int end = frame.length - BatchLayout.LENGTH;
        frame[end - 6] = 4; // two records instead of one

        assertThatThrownBy(() -> reader.wrap(frame, 0, new DataTypes()::find))
                .isInstanceOf(MessageException.class)
                .hasMessageContaining("identities");
    }

    @Test
    void sourceThatIsAskedAgainSendsTheSameUnderTheSameNumbers() {
        Lineage.Origin first = new Lineage.Origin(9, 0);
        Lineage lineage = new Lineage();
        List<Who> before = sent(lineage, first, 3);
        first.mark();
        before.addAll(sendMore(lineage, 2));
        List<Who> lost = sent(lineage, first, 3);

        List<Who> again = sent(new Lineage(), new Lineage.Origin(9, first.marked()), 3);

        assertThat(before).extracting(Who::position).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(again).isEqualTo(lost);
    }

    private static List<Who> sent(Lineage lineage, Lineage.Origin origin, int count) {
        lineage.asked(origin);
        return sendMore(lineage, count);
    }

    private static List<Who> sendMore(Lineage lineage, int count) {
        List<Who> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lineage.sending(0);
            all.add(new Who(lineage.origin(), lineage.position(), lineage.path(EDGE)));
            lineage.sent();
        }
        return all;
    }

    @Test
    void everythingThatComesOfAMessageHasAPathOfItsOwnAndTheSameWhenItIsProcessedAgain() {
        Lineage lineage = new Lineage();
        List<Who> first = derived(lineage);

        List<Who> again = derived(lineage);

        assertThat(again).isEqualTo(first);
        assertThat(Set.copyOf(first)).hasSameSizeAs(first);
        assertThat(first).allSatisfy(who -> assertThat(who.position()).isEqualTo(7));
    }

    private static List<Who> derived(Lineage lineage) {
        List<Who> all = new ArrayList<>();
        lineage.received(3, 7, 0);
        for (int i = 0; i < 3; i++) {
            lineage.sending(0);
            for (long edge = 0; edge < 2; edge++) {
                all.add(new Who(lineage.origin(), lineage.position(), lineage.path(edge)));
            }
            lineage.sent();
        }
        return all;
    }

    @Test
    void aMessageIsNewOnceAlsoAfterThatWasSaved() throws IOException {
        Random random = new Random(5);
        SeenSet seen = new SeenSet();
        Set<Who> model = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Who who = new Who(1 + random.nextInt(2), random.nextInt(5000), random.nextInt(3));
            assertThat(seen.add(who.origin(), who.position(), who.path())).isEqualTo(model.add(who));
            if (i % 5000 == 0) {
                seen = saved(seen);
            }
        }
        assertThat(seen.add(Identities.NOBODY, 1, 1)).isTrue();
        assertThat(seen.add(Identities.NOBODY, 1, 1)).isTrue();
    }

    @Test
    void whatIsBelowTheLowPositionIsOldAndTakesNoRoom() throws IOException {
        SeenSet seen = new SeenSet();
        for (int i = 0; i < 100_000; i++) {
            seen.add(1, i, 0);
            seen.add(2, i, 0);
        }
        int before = seen.chunks();

        seen.prune(1, 100_000);

        assertThat(seen.chunks()).isEqualTo(before / 2 + 1);
        assertThat(seen.add(1, 99_999, 5)).isFalse();
        assertThat(saved(seen).add(1, 99_999, 5)).isFalse();
        assertThat(seen.add(1, 100_000, 0)).isTrue();
        assertThat(seen.add(2, 100_000, 0)).isTrue();
    }

    private static SeenSet saved(SeenSet seen) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        seen.write(new DataOutputStream(bytes));
        SeenSet read = new SeenSet();
        read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return read;
    }
}
