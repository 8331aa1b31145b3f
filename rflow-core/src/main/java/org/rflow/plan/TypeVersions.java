package org.rflow.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rflow.message.DataType;
import org.rflow.message.SchemaAgreement;
import org.rflow.model.ComponentType;
import org.rflow.model.DeclaredType;
import org.rflow.model.Flow;
import org.rflow.model.PortDirection;
import org.rflow.model.PortType;
import org.rflow.model.Problems;

/**
 * The data types that ports declare, by name. Schemas of one name are its versions, ordered so that a later one reads
 * what an earlier one wrote, where Avro's schema resolution allows that. Used once.
 */
public final class TypeVersions {
    private final Map<String, Map<Long, Use>> types = new TreeMap<>();

    private record Use(DataType type, List<String> writers, List<String> readers) {}

    private TypeVersions() {}

    /** Of all these component types; ports are {@code type#port}. */
    public static List<TypeVersion> of(Collection<ComponentType> types) {
        TypeVersions versions = new TypeVersions();
        types.forEach(type -> versions.add(type.name(), type));
        return versions.list();
    }

    /** Of the components of a flow; ports are {@code component#port}. */
    public static List<TypeVersion> of(Flow flow, Collection<ComponentType> types) {
        TypeVersions versions = new TypeVersions();
        FlowTypes found = new FlowTypes(flow, types, new Problems());
        flow.components()
                .forEach(component -> found.of(component).ifPresent(type -> versions.add(component.name(), type)));
        return versions.list();
    }

    private void add(String component, ComponentType componentType) {
        for (PortType port : componentType.ports()) {
            for (DeclaredType declared : port.types()) {
                DataType type = DataType.of(declared.name(), declared.schema());
                Use use = types.computeIfAbsent(type.name(), name -> new LinkedHashMap<>())
                        .computeIfAbsent(
                                type.fingerprint(), fingerprint -> new Use(type, new ArrayList<>(), new ArrayList<>()));
                List<String> users = port.direction() == PortDirection.OUTPUT ? use.writers() : use.readers();
                users.add(component + "#" + port.name());
            }
        }
    }

    private List<TypeVersion> list() {
        List<TypeVersion> list = new ArrayList<>();
        for (Map<Long, Use> versions : types.values()) {
            List<Use> ordered = ordered(versions.values());
            for (int i = 0; i < ordered.size(); i++) {
                Use use = ordered.get(i);
                list.add(new TypeVersion(
                        use.type().name(),
                        i + 1,
                        "%016x".formatted(use.type().fingerprint()),
                        use.type().schemaText(),
                        use.writers(),
                        use.readers(),
                        i == 0 ? "" : change(ordered.get(i - 1).type(), use.type(), i)));
            }
        }
        return list;
    }

    /** Each goes before the first that is newer than it. */
    private static List<Use> ordered(Collection<Use> uses) {
        List<Use> ordered = new ArrayList<>();
        for (Use use : uses) {
            int place = 0;
            while (place < ordered.size() && !isNewer(ordered.get(place).type(), use.type())) {
                place++;
            }
            ordered.add(place, use);
        }
        return ordered;
    }

    private static boolean isNewer(DataType type, DataType than) {
        boolean reads = SchemaAgreement.obstacle(than, type).isEmpty();
        boolean isRead = SchemaAgreement.obstacle(type, than).isEmpty();
        return reads
                && (!isRead || than.schemaText().length() < type.schemaText().length());
    }

    private static String change(DataType before, DataType type, int version) {
        Optional<String> reading = SchemaAgreement.obstacle(before, type);
        Optional<String> beingRead = SchemaAgreement.obstacle(type, before);
        String reads = reading.map(obstacle -> "cannot read version " + version + ": " + obstacle)
                .orElse("reads version " + version);
        return reads
                + beingRead
                        .map(obstacle -> "; version " + version + " cannot read it: " + obstacle)
                        .orElse("; version " + version + " reads it");
    }
}
