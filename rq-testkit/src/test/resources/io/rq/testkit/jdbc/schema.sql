-- One row. Whoever changes anything locks it first, so that one step follows the other.
CREATE TABLE installation (suspended_until TIMESTAMP(9) WITH TIME ZONE);
INSERT INTO installation VALUES (NULL);

-- The names that are listed.
CREATE TABLE queues (name VARCHAR PRIMARY KEY);

-- A job, and its line in the one place where it lies.
-- A place is in the order of score and member. In a queue the score is the job's turn, below zero if it was put to the
-- front; elsewhere it is a time in seconds, and the smallest or largest number where a job is kept for ever. A team is
-- what RQ calls a group; that word is SQL's.
CREATE TABLE jobs (
  id         VARCHAR PRIMARY KEY,
  queue      VARCHAR NOT NULL,
  team       VARCHAR,
  spec       CLOB NOT NULL,
  state      CLOB NOT NULL,
  meta       BLOB,
  expires_at TIMESTAMP(9) WITH TIME ZONE,
  place      VARCHAR,
  score      BIGINT,
  member     VARCHAR,
  execution  VARCHAR
);
CREATE INDEX places ON jobs (queue, place, score, member);
CREATE INDEX teams ON jobs (team);
CREATE SEQUENCE turns;

-- Which job waits for which id, whether there is a job of that id or not.
CREATE TABLE waits (
  parent VARCHAR,
  child  VARCHAR REFERENCES jobs ON DELETE CASCADE,
  PRIMARY KEY (parent, child)
);

-- The newest has the highest number.
CREATE TABLE results (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job    VARCHAR NOT NULL REFERENCES jobs ON DELETE CASCADE,
  result CLOB NOT NULL
);

-- As it was registered, and what has changed since.
CREATE TABLE workers (
  name           VARCHAR PRIMARY KEY,
  registered     CLOB NOT NULL,
  alive_until    TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  state          VARCHAR,
  last_heartbeat TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  current_job    VARCHAR,
  succeeded      BIGINT NOT NULL,
  failed         BIGINT NOT NULL,
  working_nanos  BIGINT NOT NULL
);

CREATE TABLE schedulers (
  name        VARCHAR PRIMARY KEY,
  scheduler   CLOB NOT NULL,
  alive_until TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
CREATE TABLE scheduled_queues (
  queue     VARCHAR PRIMARY KEY,
  scheduler VARCHAR NOT NULL REFERENCES schedulers ON DELETE CASCADE
);

CREATE TABLE locks (
  purpose    VARCHAR,
  queue      VARCHAR,
  owner      VARCHAR NOT NULL,
  held_until TIMESTAMP(9) WITH TIME ZONE NOT NULL,
  PRIMARY KEY (purpose, queue)
);

CREATE TABLE cron_entries (
  name       VARCHAR PRIMARY KEY,
  record     CLOB NOT NULL,
  removed_at TIMESTAMP(9) WITH TIME ZONE -- null: it was not
);
CREATE TABLE cron_schedulers (
  name      VARCHAR PRIMARY KEY,
  scheduler CLOB NOT NULL,
  heard_of  TIMESTAMP(9) WITH TIME ZONE NOT NULL
);
