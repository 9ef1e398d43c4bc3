/** Connections to Postgres that the queues of one process open at most, where they are there. */
export const lanePoolSize = 10;
