-- What a superuser must do once before `field-api migrate` can run. It may be run again at any time.
--
--   OWNER_PASSWORD=... APP_PASSWORD=... psql -X -U postgres -d postgres -f deploy/bootstrap.sql
--
-- Two roles, neither of them a superuser: field_owner owns the tables and runs the migrations, field_app is
-- what the API and the workers use. The application does not own what it writes to, so it can neither drop
-- a trigger nor give itself a right that a migration took away.

\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD

SELECT 'CREATE ROLE field_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_owner') \gexec
SELECT 'CREATE ROLE field_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'field_app') \gexec
ALTER ROLE field_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
  PASSWORD :'owner_password';
ALTER ROLE field_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
  PASSWORD :'app_password';

SELECT 'CREATE DATABASE field_api OWNER field_owner TEMPLATE template0 ENCODING ''UTF8'''
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'field_api') \gexec
\connect field_api
SET client_min_messages = warning;

REVOKE ALL ON DATABASE field_api FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE field_api TO field_app;

CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pgcrypto;

-- A migration takes away what the application must not do with a table (the journal: UPDATE and DELETE).
ALTER DEFAULT PRIVILEGES FOR ROLE field_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO field_app;
ALTER DEFAULT PRIVILEGES FOR ROLE field_owner IN SCHEMA public
  GRANT USAGE, SELECT ON SEQUENCES TO field_app;
