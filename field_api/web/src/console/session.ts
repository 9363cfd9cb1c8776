/** The session of a tab of the desk: gone when the tab is closed, since desks are shared. */
import type { Session, SessionKeeper } from "@/ground/account";

const KEPT_AS = "session";

export const tabSession: SessionKeeper = {
  load: async () => {
    const kept = sessionStorage.getItem(KEPT_AS);
    return kept === null ? undefined : (JSON.parse(kept) as Session);
  },
  save: async (session) => sessionStorage.setItem(KEPT_AS, JSON.stringify(session)),
  forget: async () => sessionStorage.removeItem(KEPT_AS),
};
