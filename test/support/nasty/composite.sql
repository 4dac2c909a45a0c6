-- Composite keys and keys to them: shared columns, to unique sets, to themselves, twice over one column.
CREATE TYPE "Size" AS ENUM ('S', 'it''s L', 'X"L');
CREATE SCHEMA "My Shop";
CREATE TABLE tenant (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE account (
  tenant_id integer NOT NULL REFERENCES tenant ON DELETE CASCADE,
  code varchar(10) NOT NULL,
  parent_code varchar(10),
  email text,
  size "Size" NOT NULL DEFAULT 'it''s L',
  "full" text GENERATED ALWAYS AS (code || ':' || coalesce(email, '')) STORED,
  PRIMARY KEY (tenant_id, code),
  UNIQUE (email, tenant_id),
  FOREIGN KEY (tenant_id, parent_code) REFERENCES account (tenant_id, code) ON DELETE RESTRICT
);
CREATE TABLE "My Shop"."order" (
  tenant_id integer NOT NULL,
  account_code varchar(10) NOT NULL,
  number bigint NOT NULL,
  bill_email text,
  amount numeric(12,2) NOT NULL DEFAULT 0 CHECK (amount >= 0),
  placed timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, number),
  CONSTRAINT "to account" FOREIGN KEY (tenant_id, account_code) REFERENCES account (tenant_id, code)
    ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT to_email FOREIGN KEY (bill_email, tenant_id) REFERENCES account (email, tenant_id) ON DELETE SET NULL,
  FOREIGN KEY (tenant_id) REFERENCES tenant
);
CREATE UNIQUE INDEX "one per code" ON "My Shop"."order" (tenant_id, account_code) WHERE amount > 100;
CREATE INDEX ON "My Shop"."order" (lower(account_code) DESC);
CREATE TABLE "My Shop".line (
  tenant_id integer NOT NULL,
  order_number bigint NOT NULL,
  line smallint NOT NULL,
  replaces_line smallint,
  PRIMARY KEY (tenant_id, order_number, line),
  FOREIGN KEY (tenant_id, order_number) REFERENCES "My Shop"."order" (tenant_id, number) ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, order_number, replaces_line) REFERENCES "My Shop".line (tenant_id, order_number, line)
);
CREATE TABLE line_tag (
  tenant_id integer NOT NULL, order_number bigint NOT NULL, line smallint NOT NULL, tag varchar(20) NOT NULL,
  PRIMARY KEY (tenant_id, order_number, line, tag),
  FOREIGN KEY (tenant_id, order_number, line) REFERENCES "My Shop".line
);
CREATE TABLE note (
  about_tenant integer, about_order bigint, body text,
  FOREIGN KEY (about_tenant, about_order) REFERENCES "My Shop"."order" (tenant_id, number) ON DELETE SET NULL
);
COMMENT ON TABLE account IS 'Accounts; they''re "nested"';
COMMENT ON COLUMN "My Shop"."order".number IS E'Counts\nper tenant';
