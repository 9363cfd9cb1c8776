/** Programmes with their components, and instruments: read once for as long as the page is open, named in words. */
import { computed, shallowRef } from "vue";
import { api, data, type Schemas } from "@/ground/api";
import { Problem } from "@/ground/problems";
import type { Choice } from "@/ui/choices";

const programmes = shallowRef<Schemas["Programme"][]>();
const instruments = shallowRef<Schemas["InstrumentSummary"][]>();

/** Without the catalogue codes are shown as they are, which is no reason to stop. */
async function fill<Item>(into: { value: Item[] | undefined }, load: () => Promise<Item[]>): Promise<void> {
  if (into.value) return;
  try {
    into.value = await load();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

export function useProgrammes() {
  void fill(programmes, () => data(api.GET("/v1/programmes")));
  const programmeOf = (code: string) => programmes.value?.find((each) => each.code === code);

  return {
    programmes: computed(() => programmes.value ?? []),
    programmeOf,
    choices: computed<Choice[]>(() =>
      (programmes.value ?? []).map((each) => ({ value: each.code ?? "", label: each.name })),
    ),
    programmeName: (code: string) => programmeOf(code)?.name ?? code,
    componentName: (code: string, component: string) =>
      programmeOf(code)?.components.find((each) => each.code === component)?.name ?? component,
  };
}

/** Instruments; the newest version of each comes first. A choice is named `code@version`. */
export function useInstruments(language: () => string) {
  void fill(instruments, () => data(api.GET("/v1/instruments")));
  const titleOf = (each: Schemas["InstrumentSummary"]) =>
    String(each.title[language()] ?? each.title["id"] ?? each.code);

  return {
    choices: computed<Choice[]>(() =>
      (instruments.value ?? [])
        .toSorted((one, other) => other.valid_from.localeCompare(one.valid_from))
        .map((each) => ({ value: `${each.code}@${each.version}`, label: `${titleOf(each)} (${each.version})` })),
    ),
    instrumentName: (code: string, version: string) => {
      const found = instruments.value?.find((each) => each.code === code && each.version === version);
      return found ? titleOf(found) : `${code} ${version}`;
    },
  };
}
