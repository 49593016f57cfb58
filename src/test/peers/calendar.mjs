// Reads iCalendar files with ical.js: node calendar.mjs FILE...
// Prints a JSON array of {uid, summary, start, sequence} of all events, in their order.
import { readFile } from 'node:fs/promises'
import ICAL from 'ical.js'

const events = []
for (const file of process.argv.slice(2)) {
  const calendar = new ICAL.Component(ICAL.parse(await readFile(file, 'utf8')))
  for (const component of calendar.getAllSubcomponents('vevent')) {
    const event = new ICAL.Event(component)
    events.push({ uid: event.uid, summary: event.summary, start: event.startDate.toString(), sequence: event.sequence })
  }
}
console.log(JSON.stringify(events))
