/** The instruments of a visit: from this phone, or from the server when the phone does not have one yet. */
import { instrumentOf, keepInstrument } from "@/field/store/pulls";
import type { Instrument } from "@/field/visit/instrument";
import { api, data, type Schemas } from "@/ground/api";

/** Throws the Problem when one is not on this phone and the server cannot be asked. */
export function instrumentsOf(userId: string, names: readonly Schemas["InstrumentName"][]): Promise<Instrument[]> {
  return Promise.all(names.map((name) => instrumentNamed(userId, name)));
}

async function instrumentNamed(userId: string, { code, version }: Schemas["InstrumentName"]): Promise<Instrument> {
  const kept = await instrumentOf(userId, code, version);
  if (kept) return kept.document as unknown as Instrument;
  const published = await data(api.GET("/v1/instruments/{code}/{version}", { params: { path: { code, version } } }));
  await keepInstrument(userId, published);
  return published.document as unknown as Instrument;
}
