/** Whether a text holds every word that was typed, in any order and case. */
export function holding(search: string): (text: string) => boolean {
  const words = search.toLocaleLowerCase("id").split(/\s+/).filter(Boolean);
  return (text) => {
    const whole = text.toLocaleLowerCase("id");
    return words.every((word) => whole.includes(word));
  };
}
