/** What tags and labels are compared by: their letters without regard to case. */
export const tagKey = (text: string): string => text.normalize().toLowerCase();
