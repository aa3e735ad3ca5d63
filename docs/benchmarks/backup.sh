#!/usr/bin/env bash
# Backs up and restores 1 GiB of files of pilets in a small heap: docs/benchmarks/backup.sh [HEAP], 64m unless told. Prints times
# and the most memory that each of the two JVMs took, and ends with 1 when a row did not come back. Needs the built jar, psql, and
# GNU time; 6 GiB in the folder for temporary files, which it leaves as it was.
set -euo pipefail

readonly HEAP=${1:-64m}
readonly ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
readonly JAR=$ROOT/manager-server/target/manager-server.jar
readonly SCRATCH=$(mktemp -d)
export PFY_SERVER_PORT=0 PFY_METRICS_PORT=0
node=

stop_node() {
    [ -z "$node" ] || { kill "$node" 2>/dev/null && wait "$node" || true; }
    node=
}
trap 'stop_node; rm -rf "$SCRATCH"' EXIT

# Starts a node on a data folder and waits until it answers.
start_node() {
    PFY_DATA_DIR=$1 java -jar "$JAR" >"$SCRATCH/node.log" 2>&1 &
    node=$!
    until grep -q 'the Manager answers' "$SCRATCH/node.log"; do
        kill -0 "$node" 2>/dev/null || { cat "$SCRATCH/node.log" >&2; exit 1; }
        sleep 0.2
    done
}

# SQL as the owner of the embedded database of a data folder whose node runs.
sql() {
    PGPASSWORD=$(sed -n 's/^manager_owner=//p' "$1/postgres/passwords") psql -qtA -v ON_ERROR_STOP=1 -h 127.0.0.1 \
        -p "$(cat "$1/postgres/port")" -U manager_owner manager -c 'set search_path = manager' \
        -c "set manager.binding = 'platform'" -c "$2"
}

# What there is: pieces, their bytes, and a hash over all of them.
sum() {
    sql "$1" "select count(*), sum(length(bytes)), md5(string_agg(md5(bytes), '' order by number)) from pilet_piece"
}

timed() {
    /usr/bin/time -f "  %e s, at most %M KiB of resident memory" java "-Xmx$HEAP" -jar "$JAR" "$@"
}

start_node "$SCRATCH/from"
sql "$SCRATCH/from" "
    insert into project values (gen_random_uuid(), 'Large', 'large', null, false, now(), now(), 1);
    insert into pilet_content select id, 'large', 1073741824 from project;
    insert into pilet_piece
    select p.id, 'large', n, overlay(b.bytes placing decode(lpad(to_hex(n), 8, '0'), 'hex') from 1)
      from project p,
           (select string_agg(decode(md5(random()::text || g), 'hex'), ''::bytea) bytes from generate_series(1, 16384) g) b,
           generate_series(0, 4095) n"
before=$(sum "$SCRATCH/from")

echo "backup beside a node, -Xmx$HEAP"
PFY_DATA_DIR=$SCRATCH/from timed backup "$SCRATCH/large.backup" --with-key
stop_node
echo "restore, -Xmx$HEAP"
PFY_DATA_DIR=$SCRATCH/to timed restore "$SCRATCH/large.backup"

start_node "$SCRATCH/to"
after=$(sum "$SCRATCH/to")
[ "$before" = "$after" ] || { echo "not the same: $before, then $after" >&2; exit 1; }
echo "the same after as before: $after"
