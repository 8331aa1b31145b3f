-- The current revision of the flow: what it consists of, and every address and socket type.
-- Written for H2 and PostgreSQL alike. A uuid is text of 36 characters; options are a JSON object of texts;
-- position keeps the order of declaration.

create table flows (
    name varchar(255) not null primary key,
    revision int not null,
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);

create table settings (
    name varchar(255) not null primary key,
    value varchar,
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);

create table shards (
    uuid varchar(36) not null primary key,
    name varchar(255) not null unique,
    count int not null check (count > 0),
    type varchar(255) not null,
    restart varchar(255) default 'never' not null,
    options varchar default '{}' not null,
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);

create table components (
    uuid varchar(36) not null primary key,
    name varchar(255) not null unique,
    managed boolean default true not null,
    specification varchar not null,
    options varchar default '{}' not null,
    shard_uuid varchar(36) not null references shards (uuid),
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);
create index components_shard_uuid on components (shard_uuid);

create table ports (
    uuid varchar(36) not null primary key,
    name varchar(255) not null,
    type varchar(255) not null,
    component_uuid varchar(36) not null references components (uuid),
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null,
    unique (component_uuid, name)
);
create index ports_component_uuid on ports (component_uuid);

-- operating system processes
create table hosts (
    uuid varchar(36) not null primary key,
    type varchar(255) not null,
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);

create table workers (
    uuid varchar(36) not null primary key,
    name varchar(255) not null unique,
    worker_index int not null,
    shard_uuid varchar(36) not null references shards (uuid),
    host_uuid varchar(36) not null references hosts (uuid),
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);
create index workers_shard_uuid on workers (shard_uuid);

create table connections (
    uuid varchar(36) not null primary key,
    name varchar not null,
    type varchar(255) not null,
    delivery varchar(255) not null,
    keyed_by varchar,
    guarantee varchar(255) default 'best-effort' not null,
    wire varchar(255) not null,
    feedback boolean default false not null,
    output_port_uuid varchar(36) not null references ports (uuid),
    output_port_key varchar default '0',
    input_port_uuid varchar(36) not null references ports (uuid),
    input_port_key varchar default '0',
    output_socket_type varchar(255) not null,
    output_address varchar not null,
    output_responsibility varchar(255) not null,
    input_socket_type varchar(255) not null,
    input_address varchar not null,
    input_responsibility varchar(255) not null,
    options varchar default '{}' not null,
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);
create index connections_output_port_uuid on connections (output_port_uuid);
create index connections_input_port_uuid on connections (input_port_uuid);

create table brokers (
    uuid varchar(36) not null primary key references hosts (uuid),
    name varchar not null,
    connection_uuid varchar(36) not null unique references connections (uuid),
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);

-- the addresses that were really bound in the last run; owner_uuid is a worker's or a broker's, which may bind two sockets:
-- senders connect to its PULL or XSUB, receivers to its XPUB
create table endpoints (
    connection_uuid varchar(36) not null references connections (uuid),
    owner_uuid varchar(36) not null,
    socket_type varchar(255) not null,
    address varchar not null,
    position int default 0 not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null,
    primary key (connection_uuid, owner_uuid, socket_type)
);

-- every revision as it was loaded, the current one included: one row of a table above as one JSON object
create table revisions (
    revision int not null primary key,
    flow varchar(255) not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null
);

create table revision_rows (
    revision int not null references revisions (revision),
    table_name varchar(255) not null,
    position int not null,
    content varchar not null,
    created_at timestamp with time zone default current_timestamp not null,
    updated_at timestamp with time zone default current_timestamp not null,
    primary key (revision, table_name, position)
);
