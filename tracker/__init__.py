"""Keep claims that time will judge, bring them back when due, record what became of them."""
