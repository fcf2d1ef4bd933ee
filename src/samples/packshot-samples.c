/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Packshot authors */

/* The demo catalogue: invented brands, customers and products, and how each of them looks. Their
 * numbers are of the range 200 to 299, which GS1 leaves to a company's own use, so they can't be
 * those of a real product. Static and immutable, any thread. */

#include "config.h"

#include "packshot-sample-private.h"

static const PackshotSampleDesign item_designs[] = {
  /* Mackerel in Tomato */
  { SHAPE_CAN, LAYOUT_DISC, MOTIF_FISH, 86, 34, 86, 0x12395b, 0xf2784b, 0xffffff, 0x000000,
    0x000000, "Wild caught",
    "Mackerel (60 %), tomato purée, rapeseed oil, water, sugar, salt, modified starch, "
    "thyme." },
  /* Sardines in Olive Oil */
  { SHAPE_BOX, LAYOUT_SPLIT, MOTIF_FISH, 112, 74, 26, 0x0d6e6e, 0xf4b942, 0x16323a, 0x000000,
    0x000000, "Boneless",
    "Sardines (70 %), olive oil, salt, lemon juice." },
  /* Cod Roe Spread */
  { SHAPE_JAR, LAYOUT_SPLIT, MOTIF_WAVES, 64, 92, 64, 0x12395b, 0xf2784b, 0x14293d, 0xf4a98a,
    0xf2f2f0, "Smoked on beech",
    "Cod roe (55 %), rapeseed oil, sugar, salt, potato flakes, tomato purée." },
  /* Creamy Fish Soup */
  { SHAPE_CARTON, LAYOUT_DISC, MOTIF_FISH, 72, 150, 60, 0x1b4f72, 0xf2b84b, 0xffffff, 0x000000,
    0xf2784b, "Just heat",
    "Fish stock, cod (12 %), salmon (8 %), cream, carrot, leek, potato starch, salt, "
    "dill." },
  /* Seaweed Crisps */
  { SHAPE_POUCH, LAYOUT_DISC, MOTIF_LEAVES, 150, 205, 50, 0x0f5c4a, 0xc9e265, 0xffffff, 0x000000,
    0x000000, "Oven baked",
    "Sugar kelp (40 %), rice flour, sunflower oil, sesame, sea salt." },
  /* Sea Salt Flakes */
  { SHAPE_BOX, LAYOUT_FRAME, MOTIF_WAVES, 88, 132, 48, 0x2c6e8f, 0x2c6e8f, 0x17384a, 0x000000,
    0x000000, "Hand harvested",
    "Sea salt." },
  /* Blackcurrant Juice */
  { SHAPE_BOTTLE, LAYOUT_SPLIT, MOTIF_BERRIES, 82, 262, 82, 0x5b1a63, 0xd6336c, 0x3a1040, 0x4a1038,
    0x5b1a63, "No added sugar",
    "Blackcurrant juice from concentrate (60 %), apple juice, water." },
  /* Apple and Elderflower */
  { SHAPE_BOTTLE, LAYOUT_SPLIT, MOTIF_APPLE, 82, 262, 82, 0x4f7f2a, 0xd9a520, 0x2b4417, 0xd8b23c,
    0x4f7f2a, "Cold pressed",
    "Apple juice (97 %), elderflower extract, lemon juice." },
  /* Blackcurrant Jam */
  { SHAPE_JAR, LAYOUT_FRAME, MOTIF_BERRIES, 74, 102, 74, 0x5b1a63, 0x9b2f7f, 0x3a1040, 0x3d0f33,
    0x5b1a63, "Extra fruit",
    "Blackcurrants (55 %), sugar, water, pectin, lemon juice." },
  /* Strawberry Jam */
  { SHAPE_JAR, LAYOUT_FRAME, MOTIF_STRAWBERRY, 74, 102, 74, 0x2f7d4f, 0xcf2e3c, 0x4a1218, 0xa8182a,
    0xcf2e3c, "Extra fruit",
    "Strawberries (55 %), sugar, water, pectin, lemon juice." },
  /* Blood Orange Juice */
  { SHAPE_CARTON, LAYOUT_SPLIT, MOTIF_CITRUS, 74, 182, 74, 0xe8590c, 0xf08c3a, 0x5c2205, 0x000000,
    0xe8590c, "Not from concentrate",
    "Blood orange juice (100 %)." },
  /* Sparkling Lingonberry */
  { SHAPE_CAN, LAYOUT_DISC, MOTIF_BERRIES, 58, 146, 58, 0xb3123f, 0xf7c6d0, 0xffffff, 0x000000,
    0x000000, "Lightly sweet",
    "Carbonated water, lingonberry juice (12 %), sugar, citric acid." },
  /* Wholegrain Oats */
  { SHAPE_BOX, LAYOUT_DISC, MOTIF_GRAIN, 132, 192, 64, 0x2f5d3a, 0xe3a72f, 0xffffff, 0x000000,
    0x000000, "100 % wholegrain",
    "Wholegrain oats." },
  /* Crunchy Berry Muesli */
  { SHAPE_BOX, LAYOUT_SPLIT, MOTIF_BERRIES, 138, 204, 58, 0xc98a1b, 0x7a2a5a, 0x4a2f0a, 0x000000,
    0x000000, "High in fibre",
    "Oat flakes (48 %), honey, rapeseed oil, dried blackcurrants (6 %), raspberries (4 "
    "%), salt." },
  /* Oat Drink */
  { SHAPE_CARTON, LAYOUT_SPLIT, MOTIF_GRAIN, 72, 186, 72, 0x3a7ca5, 0xd99a2b, 0x1d3a4d, 0x000000,
    0x3a7ca5, "Good in coffee",
    "Water, oats (11 %), rapeseed oil, calcium, sea salt, vitamins D and B12." },
  /* Rye Crispbread */
  { SHAPE_BOX, LAYOUT_FRAME, MOTIF_GRAIN, 146, 118, 52, 0x7a3e1d, 0xb5702a, 0x3f200f, 0x000000,
    0x000000, "Stone milled",
    "Wholegrain rye flour, water, salt, caraway." },
  /* Mountain Honey */
  { SHAPE_JAR, LAYOUT_SPLIT, MOTIF_HONEY, 76, 106, 76, 0xc77d0a, 0xf0a818, 0x4d3005, 0xdb8a0c,
    0x2f5d3a, "Raw and unfiltered",
    "Honey from mountain flowers." },
  /* Oat Cookies */
  { SHAPE_POUCH, LAYOUT_FRAME, MOTIF_COOKIE, 146, 196, 50, 0x2f5d3a, 0xc98a3c, 0x3b2a14, 0x000000,
    0x000000, "Dark chocolate",
    "Oats (42 %), butter, cane sugar, dark chocolate (14 %), wheat flour, egg, salt." },
  /* Dark Roast */
  { SHAPE_POUCH, LAYOUT_DISC, MOTIF_BEANS, 128, 226, 70, 0x2a1a16, 0xd4823a, 0xf7ead8, 0x000000,
    0x000000, "Whole beans",
    "Arabica coffee beans, roasted." },
  /* Light Roast */
  { SHAPE_POUCH, LAYOUT_SPLIT, MOTIF_BEANS, 128, 226, 70, 0xc2703d, 0x5b3320, 0x3b2015, 0x000000,
    0x000000, "Whole beans",
    "Arabica coffee beans, roasted." },
  /* Cold Brew */
  { SHAPE_CAN, LAYOUT_SPLIT, MOTIF_BEANS, 53, 134, 53, 0x2a1a16, 0xd4823a, 0x2a1a16, 0x000000,
    0x000000, "No sugar",
    "Water, coffee (8 %)." },
  /* Chamomile Tea */
  { SHAPE_BOX, LAYOUT_FRAME, MOTIF_FLOWER, 130, 78, 66, 0x6b8f3a, 0xe9b520, 0x36491c, 0x000000,
    0x000000, "Caffeine free",
    "Chamomile flowers." },
  /* Earl Grey Tea */
  { SHAPE_BOX, LAYOUT_DISC, MOTIF_CUP, 86, 128, 64, 0x33416b, 0xe9b872, 0xffffff, 0x000000,
    0x000000, "With bergamot",
    "Black tea, natural bergamot flavouring (2 %)." },
  /* Hot Chocolate */
  { SHAPE_JAR, LAYOUT_FRAME, MOTIF_CUP, 82, 118, 82, 0x5a2d1f, 0xb5653a, 0x3b1b12, 0x4a2417,
    0xb5653a, "40 % cocoa",
    "Cane sugar, cocoa powder (40 %), vanilla, salt." },
};

static const PackshotSample items[] = {
  { "2001000010011", "Mackerel in Tomato", "Nordhav", "125 g", "Fish", "1001",
    &item_designs[0] },
  { "2001000010028", "Sardines in Olive Oil", "Nordhav", "120 g", "Fish", "1002",
    &item_designs[1] },
  { "2001000010035", "Cod Roe Spread", "Nordhav", "190 g", "Fish", "1003",
    &item_designs[2] },
  { "2001000010042", "Creamy Fish Soup", "Nordhav", "500 ml", "Fish", "1004",
    &item_designs[3] },
  { "2001000010059", "Seaweed Crisps", "Nordhav", "60 g", "Snacks", "1005",
    &item_designs[4] },
  { "2001000010066", "Sea Salt Flakes", "Nordhav", "250 g", "Pantry", "1006",
    &item_designs[5] },
  { "2001000010073", "Blackcurrant Juice", "Solbær", "750 ml", "Drinks", "1007",
    &item_designs[6] },
  { "2001000010080", "Apple and Elderflower", "Solbær", "750 ml", "Drinks", "1008",
    &item_designs[7] },
  { "2001000010097", "Blackcurrant Jam", "Solbær", "340 g", "Spreads", "1009",
    &item_designs[8] },
  { "2001000010103", "Strawberry Jam", "Solbær", "340 g", "Spreads", "1010",
    &item_designs[9] },
  { "2001000010110", "Blood Orange Juice", "Solbær", "1 l", "Drinks", "1011",
    &item_designs[10] },
  { "2001000010127", "Sparkling Lingonberry", "Solbær", "330 ml", "Drinks", "1012",
    &item_designs[11] },
  { "2001000010134", "Wholegrain Oats", "Fjell & Fjord", "1 kg", "Breakfast", "1013",
    &item_designs[12] },
  { "2001000010141", "Crunchy Berry Muesli", "Fjell & Fjord", "500 g", "Breakfast", "1014",
    &item_designs[13] },
  { "2001000010158", "Oat Drink", "Fjell & Fjord", "1 l", "Drinks", "1015",
    &item_designs[14] },
  { "2001000010165", "Rye Crispbread", "Fjell & Fjord", "275 g", "Bakery", "1016",
    &item_designs[15] },
  { "2001000010172", "Mountain Honey", "Fjell & Fjord", "450 g", "Spreads", "1017",
    &item_designs[16] },
  { "2001000010189", "Oat Cookies", "Fjell & Fjord", "180 g", "Bakery", "1018",
    &item_designs[17] },
  { "2001000010196", "Dark Roast", "Kaffebryn", "500 g", "Coffee", "1019",
    &item_designs[18] },
  { "2001000010202", "Light Roast", "Kaffebryn", "500 g", "Coffee", "1020",
    &item_designs[19] },
  { "2001000010219", "Cold Brew", "Kaffebryn", "250 ml", "Drinks", "1021",
    &item_designs[20] },
  { "2001000010226", "Chamomile Tea", "Kaffebryn", "20 bags", "Tea", "1022",
    &item_designs[21] },
  { "2001000010233", "Earl Grey Tea", "Kaffebryn", "25 bags", "Tea", "1023",
    &item_designs[22] },
  { "2001000010240", "Hot Chocolate", "Kaffebryn", "300 g", "Drinks", "1024",
    &item_designs[23] },
};

static const PackshotSampleDesign product_designs[] = {
  /* Calm Tincture */
  { SHAPE_DROPPER, LAYOUT_FRAME, MOTIF_LEAVES, 40, 112, 40, 0x2e6b5a, 0x4f9d69, 0x1c3f35, 0x7a3b0e,
    0x22272b, "Lemon balm",
    "Coconut oil, lemon balm extract, lavender oil, vitamin E." },
  /* Sleep Tincture */
  { SHAPE_DROPPER, LAYOUT_SPLIT, MOTIF_MOON, 40, 112, 40, 0x34407a, 0xe0b040, 0x1f2750, 0x6d340c,
    0x34407a, "With hops",
    "Coconut oil, hops extract, valerian extract, vitamin E." },
  /* Arnica Balm */
  { SHAPE_JAR, LAYOUT_SPLIT, MOTIF_FLOWER, 72, 64, 72, 0xd98a00, 0xe8b70c, 0x5c3a00, 0xf2e6cf,
    0xf4f1ea, "For tired legs",
    "Shea butter, arnica extract (5 %), beeswax, rosemary oil." },
  /* Lavender Bath Salt */
  { SHAPE_JAR, LAYOUT_FRAME, MOTIF_DROP, 80, 122, 80, 0x6a4c93, 0x9a7cc4, 0x3c2a57, 0xd9cdea,
    0x6a4c93, "Still waters",
    "Sea salt, lavender flowers, lavender oil." },
  /* Massage Oil */
  { SHAPE_BOTTLE, LAYOUT_DISC, MOTIF_DROP, 58, 176, 58, 0x1f5f5b, 0xe2b66a, 0xffffff, 0xc9922e,
    0x20302f, "Almond and orange",
    "Almond oil, jojoba oil, orange oil, vitamin E." },
  /* Ginger Gummies */
  { SHAPE_POUCH, LAYOUT_SPLIT, MOTIF_CITRUS, 130, 178, 40, 0xe2711d, 0xf6aa1c, 0x5a2600, 0x000000,
    0x000000, "Vegan",
    "Cane sugar, water, pectin, ginger extract (3 %), orange juice, citric acid." },
  /* Mint Lip Balm */
  { SHAPE_CAN, LAYOUT_DISC, MOTIF_LEAVES, 56, 22, 56, 0x1f8a70, 0xbfe3a5, 0xffffff, 0x1f8a70,
    0x1f8a70, "Natural wax",
    "Beeswax, coconut oil, peppermint oil, vitamin E." },
  /* Evening Tea */
  { SHAPE_BOX, LAYOUT_SPLIT, MOTIF_CUP, 92, 124, 62, 0x7a4fa3, 0xe58fb1, 0x40275a, 0x000000,
    0x000000, "Hops and balm",
    "Lemon balm, hops, lavender, orange peel." },
};

static const PackshotSample products[] = {
  { "2001000020010", "Calm Tincture", "Lykke", "30 ml", "Body care", "2001",
    &product_designs[0] },
  { "2001000020027", "Sleep Tincture", "Lykke", "30 ml", "Body care", "2002",
    &product_designs[1] },
  { "2001000020034", "Arnica Balm", "Lykke", "60 ml", "Body care", "2003",
    &product_designs[2] },
  { "2001000020041", "Lavender Bath Salt", "Lykke", "400 g", "Body care", "2004",
    &product_designs[3] },
  { "2001000020058", "Massage Oil", "Lykke", "200 ml", "Body care", "2005",
    &product_designs[4] },
  { "2001000020065", "Ginger Gummies", "Lykke", "90 g", "Snacks", "2006",
    &product_designs[5] },
  { "2001000020072", "Mint Lip Balm", "Lykke", "15 g", "Body care", "2007",
    &product_designs[6] },
  { "2001000020089", "Evening Tea", "Lykke", "18 bags", "Tea", "2008",
    &product_designs[7] },
};

static const PackshotSampleEmblem customers_emblems[] = {
  { MOTIF_WAVES, 0x123c69, 0xf2784b, 0xffffff },
  { MOTIF_APPLE, 0xf4d35e, 0xd1495b, 0x2b2d42 },
  { MOTIF_LEAVES, 0x2d6a4f, 0x95d5b2, 0xffffff },
  { MOTIF_CUP, 0x22223b, 0xf2a65a, 0xf8f4ec },
  { MOTIF_FISH, 0xe63946, 0x1d3557, 0xfff8ee },
  { MOTIF_MOUNTAIN, 0x457b9d, 0xf4a261, 0xffffff },
};

static const PackshotSampleLogo customers[] = {
  { "Harbour Market", &customers_emblems[0] },
  { "Corner Shop 12", &customers_emblems[1] },
  { "Green Basket", &customers_emblems[2] },
  { "Station Kiosk", &customers_emblems[3] },
  { "Lighthouse Foods", &customers_emblems[4] },
  { "Alpine Pantry", &customers_emblems[5] },
};

static const PackshotSampleEmblem brands_emblems[] = {
  { MOTIF_FISH, 0x12395b, 0xf2784b, 0xffffff },
  { MOTIF_BERRIES, 0x5b1a63, 0xd6336c, 0xfff4fb },
  { MOTIF_MOUNTAIN, 0x2f5d3a, 0xe3a72f, 0xfdf6e3 },
  { MOTIF_BEANS, 0x2a1a16, 0xd4823a, 0xf7ead8 },
};

static const PackshotSampleLogo brands[] = {
  { "Nordhav", &brands_emblems[0] },
  { "Solbær", &brands_emblems[1] },
  { "Fjell & Fjord", &brands_emblems[2] },
  { "Kaffebryn", &brands_emblems[3] },
};

/**
 * packshot_samples_get_n:
 *
 * Returns: how many trade items there are
 */
guint
packshot_samples_get_n (void)
{
  return G_N_ELEMENTS (items);
}

/**
 * packshot_samples_get:
 * @index: which of them
 *
 * Returns: (transfer none): one of the trade items
 */
const PackshotSample *
packshot_samples_get (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (items), NULL);

  return &items[index];
}

/**
 * packshot_samples_get_n_products:
 *
 * Returns: how many products of a shop without GTINs of its own there are
 */
guint
packshot_samples_get_n_products (void)
{
  return G_N_ELEMENTS (products);
}

/**
 * packshot_samples_get_product:
 * @index: which of them
 *
 * Returns: (transfer none): one of the products of a shop without GTINs of its own
 */
const PackshotSample *
packshot_samples_get_product (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (products), NULL);

  return &products[index];
}

/**
 * packshot_samples_get_n_customers:
 *
 * Returns: how many customers there are
 */
guint
packshot_samples_get_n_customers (void)
{
  return G_N_ELEMENTS (customers);
}

/**
 * packshot_samples_get_customer:
 * @index: which of them
 *
 * Returns: (transfer none): one of the customers
 */
const PackshotSampleLogo *
packshot_samples_get_customer (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (customers), NULL);

  return &customers[index];
}

/**
 * packshot_samples_get_n_brands:
 *
 * Returns: how many brands there are
 */
guint
packshot_samples_get_n_brands (void)
{
  return G_N_ELEMENTS (brands);
}

/**
 * packshot_samples_get_brand:
 * @index: which of them
 *
 * Returns: (transfer none): one of the brands
 */
const PackshotSampleLogo *
packshot_samples_get_brand (guint index)
{
  g_return_val_if_fail (index < G_N_ELEMENTS (brands), NULL);

  return &brands[index];
}
