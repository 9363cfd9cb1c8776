/** How a table is described to `DataTable`. */
import type { Component } from "vue";
import type { Choice } from "@/ui/choices";
import type { TableQuery } from "@/ui/table-query";

export interface Column<Row> {
  /** Also the name of the slot `cell-<name>` that shows it in another way. */
  name: string;
  label: string;
  text: (row: Row) => string;
  /** Without it the column cannot be sorted by. */
  sortBy?: (row: Row) => string | number;
  align?: "end";
}

/** A filter kept in the address under its name: choices, a field of its own, or free text or a day. */
export interface Filter {
  name: string;
  label: string;
  choices?: readonly Choice[];
  /** The choice that holds while the address names none; without it that means all. */
  unset?: string;
  /** A field with a label and a model that is the value as text. */
  field?: Component;
  type?: "text" | "date" | "month";
}

/** A file of the rows: `path` gets the filters that are set, so that the file holds what the table shows. */
export interface TableExport {
  format: string;
  path: (query: TableQuery) => `/${string}`;
  /** Name of the file. */
  name: string;
}

type Asked = (query: TableQuery) => Readonly<Record<string, string | undefined>>;

/**
 * The two files that the API makes of a table: `<path>.csv` and `<path>.xlsx`, with the filters that are named, or with
 * what a function makes of the query.
 */
export function exportsOf(
  path: `/${string}`,
  name: string,
  filters: readonly string[] | Asked = [],
): TableExport[] {
  const named: Asked = (query) =>
    typeof filters === "function" ? filters(query) : Object.fromEntries(filters.map((each) => [each, query.filters[each]]));
  return ["csv", "xlsx"].map((ending) => ({
    format: ending.toUpperCase(),
    name: `${name}.${ending}`,
    path: (query) => withQuery(`${path}.${ending}`, named(query)),
  }));
}

/** A page as the API gives it. */
export interface Page<Row> {
  items: Row[];
  next: string | null;
}

/** The query string of an API path out of the values that are set: `withQuery("/v1/cases", { area })`. */
export function withQuery(path: `/${string}`, values: Record<string, string | undefined>): `/${string}` {
  const set = Object.entries(values).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return set.length === 0 ? path : `${path}?${new URLSearchParams(set).toString()}`;
}
