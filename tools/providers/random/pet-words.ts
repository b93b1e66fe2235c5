// Short words that go together in any combination. The official plugin has longer lists; either makes a memorable name,
// and neither makes a secret.

export const adverbs = words(`
  almost amply aptly bravely calmly cheerfully deftly duly eagerly everywhere finely freshly gracefully handily hardly
  hopefully indeed kindly lately leisurely merrily mutually neatly often patiently politely proudly quietly seldom silently
  smoothly soundly swiftly tenderly together upstairs vividly warmly wisely yonder`);

export const adjectives = words(`
  agile airy amber ancient azure balmy blue brave breezy bronze calm chilly coastal copper coral crimson curious dapper
  dusky earthy ebony emerald fabled feathery foggy frosty gallant gentle gilded golden hardy hazel icy indigo ivory jade
  jolly keen lavender lofty lunar maroon mellow misty mossy nimble noble oaken olive pearly placid plucky polar purple quaint
  quiet rainy rosy rustic sandy scarlet serene silver sleepy snowy solar spotted starry striped sunny teal thrifty tidal
  tiny twilight velvet violet wandering windy wintry witty woolly zesty`);

export const animals = words(`
  aardvark alpaca badger barnacle beaver bison bumblebee butterfly capybara caribou chamois chinchilla cicada cormorant
  cricket curlew dormouse dragonfly echidna eider ermine falcon firefly gannet gecko gibbon grasshopper guillemot hamster
  hedgehog heron hoopoe ibex jackdaw jerboa kestrel kingfisher ladybird lapwing lemur limpet lynx manatee marmot meerkat
  mongoose nightingale ocelot octopus okapi oriole otter oyster pangolin partridge pelican petrel platypus plover porcupine
  puffin quokka raccoon redstart salamander sandpiper seahorse serval siskin sparrow squirrel starfish stoat swallow tamarin
  tapir terrapin tortoise toucan vole wallaby walrus warbler weevil wombat woodpecker yak zebra`);

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}
