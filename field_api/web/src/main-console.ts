/** The desk. */
import ConsoleApp from "@/console/ConsoleApp.vue";
import { PLACES } from "@/console/places";
import { ROUTES } from "@/console/routes";
import { tabSession } from "@/console/session";
import { createAccount } from "@/ground/account";
import { firstPlace } from "@/ui/navigation";
import { start } from "@/ui/start";
import { createWords } from "@/words";
import indonesian from "@/words/console.id.json";

const account = createAccount(tabSession);

await start({
  name: "console",
  root: ConsoleApp,
  routes: ROUTES,
  account,
  home: () => firstPlace(PLACES, account),
  words: createWords(indonesian, () => import("@/words/console.en.json")),
});
