import { readTable } from './support/read-table.ts';

/*
 * WHO MAY DO WHAT. The table of domain.md, operation by operation, in its order and with its columns.
 *
 * - ✓ is answered.
 * - – is refused: the field is null, with an error that says so.
 * - ∅ is not there for this person: null or empty without an error, so that not even its existence shows.
 * - Two signs: for the own association / for another one. The inquirer holds the link to the inquiry in question, nobody else does.
 *
 * How each line is asked is in support/operations.ts, under the same words. A root field or a protected field of the contract that
 * no line asks for fails a test, until somebody has decided about it here.
 */
export const rights = readTable(`
| right                                            | public | inquirer | advisor | team lead | coordinator | association admin | analyst | privacy officer |
|--------------------------------------------------|--------|----------|---------|-----------|-------------|-------------------|---------|-----------------|
| register and topics                              | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| funding programmes                               | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| routing on trial, age of the directory           | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| take over the register                           | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| associations, members and advisors by name       | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| submit an inquiry                                | ✓      | ✓        | ✓       | ✓         | ✓           | –                 | –       | –               |
|                                                  |        |          |         |           |             |                   |         |                 |
| read a case: header                              | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | ∅               |
| read a case: content                             | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ∅               |
| read a case: inquirer                            | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ∅               |
| list cases                                       | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | ∅               |
| list the cases of a Gemeinde                     | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | ∅               |
| list the cases of a Landkreis                    | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | ∅               |
| list the cases of a member                       | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | ∅               |
| own inquiry: read                                | ∅      | ✓        | ∅       | ∅         | ∅           | ∅                 | ∅       | ∅               |
| own inquiry: answer                              | ∅      | ✓        | ∅       | ∅         | ∅           | ∅                 | ∅       | ∅               |
| own inquiry: withdraw                            | ∅      | ✓        | ∅       | ∅         | ∅           | ∅                 | ∅       | ∅               |
| own inquiry: export                              | ∅      | ✓        | ∅       | ∅         | ∅           | ∅                 | ∅       | ∅               |
| own inquiry: ask for erasure                     | ∅      | ✓        | ∅       | ∅         | ∅           | ∅                 | ∅       | ∅               |
| accept a case                                    | –      | –        | ✓/∅     | –/∅       | –           | –                 | –       | –               |
| give a case back, propose another lead           | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| accept or decline the lead that is proposed      | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| assign an advisor                                | –      | –        | –       | ✓/∅       | ✓           | –                 | –       | –               |
| ask for co-advice, end a part                    | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| answer when asked for co-advice                  | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| record a contact, set topics                     | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | –               |
| recommend, set the phase, wait, close, reopen    | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| make and settle promises and appointments        | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| record and update funding applications           | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| see the own promises and appointments            | –      | –        | ✓/∅     | ∅         | ∅           | –                 | –       | ∅               |
| refer, withdraw, mark as a duplicate             | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | –               |
| decline an inquiry                               | –      | –        | –/∅     | ✓/∅       | ✓           | –                 | –       | –               |
| hand over all cases of an advisor                | –      | –        | –       | ✓/∅       | –           | –                 | –       | –               |
| give an advisor new cases again                  | –      | –        | –       | ✓         | –           | –                 | –       | –               |
| see who gets no new cases                        | –      | –        | –       | ✓/∅       | –           | –                 | –       | –               |
| revoke an inquirer's link                        | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ✓               |
|                                                  |        |          |         |           |             |                   |         |                 |
| public facts of projects                         | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| what else is known of a project                  | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ∅               |
| start a project, give a case to one              | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| change a project                                 | –      | –        | ✓/–     | ✓/–       | –           | –                 | –       | –               |
| find twins of a Kommune                          | –      | –        | ✓       | ✓         | ✓           | –                 | –       | ✓               |
| find similar cases                               | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ∅               |
| check the funding of a case                      | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ∅               |
| ask for an introduction                          | –      | –        | ✓/∅     | ✓/∅       | –           | –                 | –       | –               |
| see introductions                                | –      | –        | ✓/∅     | ✓/∅       | ✓/∅         | –                 | –       | ∅               |
| answer for a Kommune                             | –      | –        | ✓/∅     | ✓/∅       | –/∅         | –                 | –       | –               |
|                                                  |        |          |         |           |             |                   |         |                 |
| events                                           | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| register for an event                            | ✓      | ✓        | ✓       | ✓         | ✓           | ✓                 | ✓       | ✓               |
| own registration: read and cancel                | ∅      | ✓        | ∅       | ∅         | ∅           | ∅                 | ∅       | ∅               |
| keep events                                      | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| see who comes to an event                        | –      | –        | –       | –         | ✓           | –                 | –       | –               |
|                                                  |        |          |         |           |             |                   |         |                 |
| how to reach an advisor                          | –      | –        | ✓       | ✓         | ✓           | ✓                 | –       | –               |
| how to reach the coordinators                    | –      | –        | ✓       | ✓         | ✓           | ✓                 | –       | –               |
| how to reach a member                            | –      | –        | –       | –         | –           | ✓/–               | –       | –               |
| follow the directory                             | –      | –        | –       | –         | –           | –                 | –       | –               |
| ask where notifications go                       | –      | –        | –       | –         | –           | –                 | –       | –               |
| see which mails wait or have failed              | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| keep an advisor                                  | –      | –        | –       | ✓/–       | –           | ✓/–               | –       | –               |
| record and cancel the own absence                | –      | –        | ✓/–     | ✓/–       | –           | ✓/–               | –       | –               |
| record and cancel a colleague's absence          | –      | –        | –       | ✓/–       | –           | ✓/–               | –       | –               |
| keep members                                     | –      | –        | –       | –         | –           | ✓/–               | –       | –               |
| take over a list of members                      | –      | –        | –       | –         | –           | ✓/–               | –       | –               |
| set up the office                                | –      | –        | –       | –         | –           | ✓/–               | –       | –               |
|                                                  |        |          |         |           |             |                   |         |                 |
| figures: open cases of an association            | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | –               |
| figures: open cases of an advisor                | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | –               |
| figures: cases of a member                       | –      | –        | ✓/∅     | ✓/∅       | ✓           | –                 | –       | –               |
| figures: published tables                        | –      | –        | ✓/–     | ✓/–       | ✓           | –                 | ✓       | –               |
| figures: when they were made                     | –      | –        | ✓       | ✓         | ✓           | –                 | ✓       | –               |
| figures: Kommunen never reached                  | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| figures: cases for 10,000 inhabitants            | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| figures: working hours to the first answer       | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| make the report of a year                        | –      | –        | –       | –         | ✓           | –                 | –       | –               |
| read the log of the figures                      | –      | –        | –       | –         | –           | –                 | –       | ✓               |
|                                                  |        |          |         |           |             |                   |         |                 |
| record a request                                 | –      | –        | –       | –         | ✓           | –                 | –       | ✓               |
| see a request for erasure                        | –      | –        | –       | ✓/∅       | ∅           | –                 | –       | ✓               |
| see a person's words and address in a request    | –      | –        | –       | –/∅       | ∅           | –                 | –       | ✓               |
| export a person's data                           | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| see what an association holds of a person        | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| erase a person from an association's contacts    | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| get the proof that an erasure was approved       | –      | –        | –       | –/∅       | ∅           | –                 | –       | ✓               |
| confirm an erasure                               | –      | –        | –       | ✓/∅       | –           | –                 | –       | ✓               |
| refuse a request                                 | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| carry out an erasure                             | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| lift a restriction                               | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| set a legal hold                                 | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| release a legal hold                             | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| see legal holds                                  | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| rehearse retention                               | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| see runs of retention                            | –      | –        | –       | –         | –           | –                 | –       | ✓               |
| read the access log                              | –      | –        | –       | –         | –           | –                 | –       | ✓               |
`);

/*
 * WHAT OF A CASE. By the part that the viewer's association has in it; roles without an association take no part anywhere.
 *
 * content: header and content · header: the header alone, the content is null · nothing: the case is not there · refused: no case is
 */
export const caseSight = readTable(`
| the association                                  | public  | inquirer | advisor | team lead | coordinator | association admin | analyst | privacy officer |
|--------------------------------------------------|---------|----------|---------|-----------|-------------|-------------------|---------|-----------------|
| leads, the viewer being the advisor              | refused | refused  | content | content   | content     | refused           | refused | nothing         |
| leads with another advisor                       | refused | refused  | header  | content   | content     | refused           | refused | nothing         |
| gives co-advice, the viewer being the advisor    | refused | refused  | content | content   | content     | refused           | refused | nothing         |
| gives co-advice with another advisor             | refused | refused  | header  | content   | content     | refused           | refused | nothing         |
| is informed                                      | refused | refused  | header  | header    | header      | refused           | refused | nothing         |
| is proposed as the next lead                     | refused | refused  | content | content   | content     | refused           | refused | nothing         |
| has declined its part                            | refused | refused  | nothing | nothing   | header      | refused           | refused | nothing         |
| takes no part                                    | refused | refused  | nothing | nothing   | header      | refused           | refused | nothing         |
| takes no part, the case is in triage             | refused | refused  | nothing | nothing   | content     | refused           | refused | nothing         |
| leads, the person has restricted the processing  | refused | refused  | header  | header    | header      | refused           | refused | nothing         |
`);

/*
 * WHICH NOTES. Entries of the timeline of a case that the viewer's association leads, the viewer being its advisor.
 * Who reads the content of a case does not yet read everything that was written in it.
 */
export const noteSight = readTable(`
| note for                                         | public | inquirer | advisor | team lead | coordinator | association admin | analyst | privacy officer |
|--------------------------------------------------|--------|----------|---------|-----------|-------------|-------------------|---------|-----------------|
| the own association                              | –      | –        | ✓       | ✓         | ✓           | –                 | –       | –               |
| another association that takes part              | –      | –        | –       | –         | –           | –                 | –       | –               |
| all who take part                                | –      | –        | ✓       | ✓         | ✓           | –                 | –       | –               |
| the inquirer too                                 | –      | ✓        | ✓       | ✓         | ✓           | –                 | –       | –               |
`);
