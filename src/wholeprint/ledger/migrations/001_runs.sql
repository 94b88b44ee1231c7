-- The book of runs: fields of each, its activity in columns, and what was deleted.

CREATE TABLE machine (
    key        INTEGER PRIMARY KEY,
    machine_id TEXT,
    document   TEXT NOT NULL UNIQUE        -- the machine's JSON form, once for all runs on it
);

CREATE TABLE run (
    key             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    label           TEXT,
    project         TEXT,
    model           TEXT,
    phase           TEXT,
    parent          TEXT,
    "group"         TEXT,
    rank            INTEGER,
    counted         INTEGER NOT NULL,      -- 0: another run holds this one's energy already
    host            TEXT NOT NULL,
    machine_id      TEXT,
    pid             INTEGER NOT NULL,
    started_unix_ns INTEGER NOT NULL,
    ended_unix_ns   INTEGER,
    status          TEXT NOT NULL,
    exit_code       INTEGER,
    signal          INTEGER,
    version         TEXT NOT NULL,         -- of wholeprint
    intervals       INTEGER NOT NULL,
    cpu_seconds     REAL NOT NULL,         -- over all intervals, gaps left out
    measured_joules REAL,                  -- over the outermost channels, gaps left out
    machine         INTEGER NOT NULL REFERENCES machine (key),
    pid_start       INTEGER,
    boot_id         TEXT,
    command         TEXT,                  -- this and the rest: JSON
    settings        TEXT NOT NULL,
    meta            TEXT NOT NULL,
    spans           TEXT NOT NULL,
    notes           TEXT NOT NULL
);

CREATE INDEX run_by_start ON run (started_unix_ns);
CREATE INDEX run_by_machine ON run (machine);

CREATE TABLE channel (
    run               INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    position          INTEGER NOT NULL,
    name              TEXT NOT NULL,
    domain            TEXT NOT NULL,
    method            TEXT NOT NULL,
    known             TEXT NOT NULL,
    basis             TEXT NOT NULL,
    within            TEXT,
    refresh_seconds   REAL NOT NULL,
    resolution_joules REAL NOT NULL,
    relative_error    REAL NOT NULL,
    PRIMARY KEY (run, position)
) WITHOUT ROWID;

CREATE TABLE block (
    run           INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
    series        TEXT NOT NULL,           -- edges, cpu_seconds, busy_seconds, joules:<position>
    chunk         INTEGER NOT NULL,
    codec         TEXT NOT NULL,
    n             INTEGER NOT NULL,
    first_seconds REAL NOT NULL,           -- since the run's start
    last_seconds  REAL NOT NULL,
    data          BLOB NOT NULL,
    PRIMARY KEY (run, series, chunk)
) WITHOUT ROWID;

CREATE TABLE deleted (
    id              TEXT PRIMARY KEY,
    deleted_unix_ns INTEGER NOT NULL
) WITHOUT ROWID;
