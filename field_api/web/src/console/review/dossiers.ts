/**
 * Dossiers, with the next one fetched ahead. Each one is a look on the record, so exactly one is fetched ahead and it
 * is kept for a moment only: whoever decides shall decide on what is there now.
 */
import { shallowRef } from "vue";
import { prefetch } from "@/console/photos/pictures";
import { api, type Schemas, tagged } from "@/ground/api";
import { asProblem, type Problem } from "@/ground/problems";

export type Dossier = Schemas["Dossier"];

export interface TaggedDossier {
  body: Dossier;
  tag: string;
}

const FRESH_MILLISECONDS = 120_000;

interface Ahead {
  id: string;
  at: number;
  dossier: Promise<TaggedDossier>;
}

export function useDossier(now: () => number = Date.now) {
  const dossier = shallowRef<TaggedDossier>();
  const problem = shallowRef<Problem>();
  let ahead: Ahead | undefined;
  let latest = 0;

  /** Fetches a dossier and its small pictures before it is asked for. */
  function fetchAhead(id: string): void {
    if (ahead?.id === id && now() - ahead.at < FRESH_MILLISECONDS) return;
    ahead = { id, at: now(), dossier: read(id) };
    void ahead.dossier
      .then(({ body }) => prefetch([body.photos[0]?.large_url, ...body.photos.map((photo) => photo.thumb_url)]))
      // It is fetched again, and a failure shown, when it is asked for.
      .catch(() => (ahead = undefined));
  }

  function taken(id: string): Promise<TaggedDossier> {
    const found = ahead?.id === id && now() - ahead.at < FRESH_MILLISECONDS ? ahead.dossier : undefined;
    ahead = undefined;
    return found?.catch(() => read(id)) ?? read(id);
  }

  async function show(id: string | undefined, load: (id: string) => Promise<TaggedDossier> = taken): Promise<void> {
    const mine = ++latest;
    problem.value = undefined;
    if (dossier.value?.body.case.id !== id) dossier.value = undefined;
    if (!id) return;
    try {
      const found = await load(id);
      if (mine === latest) dossier.value = found;
    } catch (error) {
      if (mine === latest) problem.value = asProblem(error);
    }
  }

  return { dossier, problem, show, reload: (id: string) => show(id, read), fetchAhead };
}

async function read(id: string): Promise<TaggedDossier> {
  return await tagged(api.GET("/v1/cases/{case_id}", { params: { path: { case_id: id } } }));
}
