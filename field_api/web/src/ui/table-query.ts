/** What a table shows, as it stands in the address: `?q=siti&state=returned&sort=-opened&cursor=...`. */
import { computed } from "vue";
import { type LocationQuery, type LocationQueryRaw, useRoute, useRouter } from "vue-router";

export interface TableQuery {
  search: string;
  /** Filters that are set, by name. */
  filters: Readonly<Record<string, string>>;
  sort?: { column: string; isDescending: boolean };
  cursor?: string;
}

const SEARCH = "q";
const SORT = "sort";
const CURSOR = "cursor";

function first(value: LocationQuery[string] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** Reads what is in the address; whatever is no filter of this table belongs to somebody else and is left alone. */
export function readQuery(address: LocationQuery, filterNames: readonly string[]): TableQuery {
  const filters = Object.fromEntries(
    filterNames.map((name) => [name, first(address[name])] as const).filter(([, value]) => value !== ""),
  );
  const sort = first(address[SORT]);
  const cursor = first(address[CURSOR]);
  return {
    search: first(address[SEARCH]),
    filters,
    ...(sort && { sort: { column: sort.replace(/^-/, ""), isDescending: sort.startsWith("-") } }),
    ...(cursor && { cursor }),
  };
}

/** The address with another query of this table; the other parts of the address stay. */
export function writeQuery(
  address: LocationQuery,
  query: TableQuery,
  filterNames: readonly string[],
): LocationQueryRaw {
  const ours = new Set([SEARCH, SORT, CURSOR, ...filterNames]);
  const others = Object.fromEntries(Object.entries(address).filter(([name]) => !ours.has(name)));
  const set = Object.fromEntries(Object.entries(query.filters).filter(([, value]) => value !== ""));
  return {
    ...others,
    ...(query.search && { [SEARCH]: query.search }),
    ...set,
    ...(query.sort && { [SORT]: (query.sort.isDescending ? "-" : "") + query.sort.column }),
    ...(query.cursor && { [CURSOR]: query.cursor }),
  };
}

export function useTableQuery(filterNames: () => readonly string[]) {
  const route = useRoute();
  const router = useRouter();
  const query = computed(() => readQuery(route.query, filterNames()));

  /** Another search or filter begins at the first page again; the step can be taken back in the browser. */
  async function ask(change: Partial<TableQuery>): Promise<void> {
    const { search, filters, sort } = query.value;
    const next = { search, filters, ...(sort && { sort }), ...change };
    await router.push({ query: writeQuery(route.query, next, filterNames()) });
  }

  return { query, ask };
}

/** Rows in the order of a column; rows that are equal in it stay in the order of the server. */
export function sorted<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | number,
  isDescending: boolean,
): Row[] {
  const compare = (one: string | number, other: string | number): number =>
    typeof one === "number" && typeof other === "number"
      ? one - other
      : String(one).localeCompare(String(other), "id", { numeric: true });
  return rows.toSorted((one, other) => compare(value(one), value(other)) * (isDescending ? -1 : 1));
}
