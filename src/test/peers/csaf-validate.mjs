// Validates CSAF 2.0 files: node csaf-validate.mjs FILE...
// Prints a JSON array of {file, group, test, path, message}; an empty array means that no test found anything.
// Left out: 6.3.6 and 6.3.7 ask the network, 6.3.8 needs a spell checker.
import { readFile } from 'node:fs/promises'
import * as informative from '@secvisogram/csaf-validator-lib/informativeTests.js'
import * as mandatory from '@secvisogram/csaf-validator-lib/mandatoryTests.js'
import * as optional from '@secvisogram/csaf-validator-lib/optionalTests.js'
import { csaf_2_0 as schema } from '@secvisogram/csaf-validator-lib/schemaTests.js'

const LEFT_OUT = new Set(['informativeTest_6_3_6', 'informativeTest_6_3_7', 'informativeTest_6_3_8'])

// informativeTests.js also exports the mandatory tests, so a test's group is read from its name.
const tests = [
  ['schema', 'schema', schema],
  ...['mandatory', 'optional', 'informative'].flatMap((group) =>
    Object.entries({ ...mandatory, ...optional, ...informative })
      .filter(([name]) => name.startsWith(group + 'Test_') && !LEFT_OUT.has(name))
      .map(([name, test]) => [group, name.replace(/^.*Test_/, '').replaceAll('_', '.'), test])),
]

async function findings(file) {
  const text = await readFile(file, 'utf8')
  const found = []
  for (const [group, test, run] of tests) {
    const result = await run(JSON.parse(text))
    const items = [...(result.errors ?? []), ...(result.warnings ?? []), ...(result.infos ?? [])]
    if (result.isValid === false && items.length === 0) items.push({ instancePath: '', message: 'not valid' })
    found.push(...items.map((item) => ({ file, group, test, path: item.instancePath, message: item.message })))
  }
  return found
}

if (tests.length < 70) throw new Error(`only ${tests.length} tests found in the validator`)
const all = await Promise.all(process.argv.slice(2).map(findings))
console.log(JSON.stringify(all.flat()))
