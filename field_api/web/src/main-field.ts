/** The field app. */
import { pageToReturnTo } from "@/field/camera/leaving";
import FieldApp from "@/field/FieldApp.vue";
import { PLACES } from "@/field/places";
import { ROUTES } from "@/field/routes";
import { startSending } from "@/field/sending/queue";
import { keepForOffline } from "@/field/shell/versions";
import { phoneSession } from "@/field/store/session";
import { pullWhenAllIsSent } from "@/field/today/pulling";
import { createAccount } from "@/ground/account";
import { firstPlace } from "@/ui/navigation";
import { start } from "@/ui/start";
import { createWords } from "@/words";
import indonesian from "@/words/field.id.json";

const account = createAccount(phoneSession);

async function pageBehindCamera(): Promise<string | undefined> {
  const userId = account.session.value?.userId;
  return userId && pageToReturnTo(userId);
}

await start({
  name: "field",
  root: FieldApp,
  routes: ROUTES,
  account,
  // An app that the phone has closed behind its camera begins anew, and its user goes on where he was.
  home: async () => (await pageBehindCamera()) ?? firstPlace(PLACES, account),
  words: createWords(indonesian, () => import("@/words/field.en.json")),
});

startSending(account);
pullWhenAllIsSent(account);
await keepForOffline();
