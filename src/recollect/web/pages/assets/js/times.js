// Times are sent in UTC and shown in the reader's own.

import { onFresh } from "./fresh.js";

const day = { day: "numeric", month: "short", year: "numeric" };
const written = new Intl.DateTimeFormat("en-GB", { ...day, hour: "2-digit", minute: "2-digit" });
const writtenDay = new Intl.DateTimeFormat("en-GB", day);

onFresh((part) => {
  for (const time of part.querySelectorAll("time[datetime]")) {
    const moment = new Date(time.dateTime);
    time.title = written.format(moment);
    time.textContent = "day" in time.dataset ? writtenDay.format(moment) : time.title;
  }
});
