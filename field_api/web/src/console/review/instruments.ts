/** Instruments as they are published, word for word, each read once for as long as the page is open. */
import { shallowReactive } from "vue";
import type { InstrumentDocument } from "@/console/review/answers";
import { api, data } from "@/ground/api";
import { Problem } from "@/ground/problems";

const known = shallowReactive(new Map<string, InstrumentDocument>());
const asked = new Set<string>();

/** The document where it is known by now; it is asked for the first time. Without it codes are shown. */
export function instrumentOf(code: string, version: string): InstrumentDocument | undefined {
  const name = `${code}@${version}`;
  if (!asked.has(name)) void fetchOne(name, code, version);
  return known.get(name);
}

async function fetchOne(name: string, code: string, version: string): Promise<void> {
  asked.add(name);
  try {
    const path = { code, version };
    const found = await data(api.GET("/v1/instruments/{code}/{version}", { params: { path } }));
    known.set(name, found.document as unknown as InstrumentDocument);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (error.isPassing) asked.delete(name);
  }
}
