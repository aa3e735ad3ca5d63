#!/bin/bash
# The database and its two logins, made by the first start of the PostgreSQL in the container: one login owns the tables and
# is used at start, the other one answers requests and owns nothing.
set -euo pipefail

psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --username="${POSTGRES_USER:-postgres}" --dbname=postgres <<'SQL'
\set owner `cat "${SECRETS:-/run/secrets}/owner_password"`
\set manager `cat "${SECRETS:-/run/secrets}/manager_password"`
create role manager_owner login password :'owner';
create role manager login password :'manager';
create database manager owner manager_owner;
revoke all on database manager from public;
grant connect on database manager to manager_owner, manager;
SQL
