/** Names of those who did something, asked for once each; auditors may read users. */
import { reactive } from "vue";
import { api, data } from "@/ground/api";
import { Problem } from "@/ground/problems";

const known = reactive(new Map<string, string>());
const asked = new Set<string>();

async function learn(user_id: string): Promise<void> {
  asked.add(user_id);
  try {
    const user = await data(api.GET("/v1/users/{user_id}", { params: { path: { user_id } } }));
    known.set(user_id, user.full_name);
  } catch (error) {
    // A user of another area stays an id.
    if (!(error instanceof Problem)) throw error;
  }
}

/** The name where it is known by now, the id until then. */
export function actorName(userId: string): string {
  if (!asked.has(userId)) void learn(userId);
  return known.get(userId) ?? userId;
}
