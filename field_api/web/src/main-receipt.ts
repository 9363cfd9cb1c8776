/** The page that checks a receipt: nothing of it asks the server once it is loaded, so both languages come with it. */
import "@/ui/tokens.css";
import "@/ui/elements.css";
import { createApp } from "vue";
import ReceiptPage from "@/receipt/ReceiptPage.vue";
import { createWords, speakAsBefore } from "@/words";
import english from "@/words/receipt.en.json";
import indonesian from "@/words/receipt.id.json";

const words = createWords(indonesian, async () => ({ default: english }));
// Fetched now, so that the language can be changed without a network too.
await import("@/words/shared.en.json");
await speakAsBefore();
createApp(ReceiptPage).use(words).mount("#app");
