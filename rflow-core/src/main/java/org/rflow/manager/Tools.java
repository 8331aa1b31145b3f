package org.rflow.manager;

/** What it takes to start hosts and to have their workers do something: the same for the start of a flow and for restarts. */
record Tools(Assignment assignment, Surroundings around, Commands commands, Spawner spawner, EndpointBook book) {}
