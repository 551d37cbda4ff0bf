use super::*;
use tcp_scenarios::catalogue::Catalogue;
use tcp_scenarios::prose::Lang;

#[test]
fn dump() {
    let catalogue = Catalogue::get();
    for scenario in catalogue.entries().iter().flat_map(|e| e.all()) {
        let p = partners_in(catalogue, &scenario.address);
        let Some(first) = p.first() else {
            println!("## {} ALONE", scenario.address);
            continue;
        };
        let other = catalogue.find(first).unwrap();
        let (a, b) = (scenario.run(), other.run());
        let c = Comparison::new(scenario, &a, other, &b);
        println!("## {} vs {}", scenario.address, p.join(" "));
        for lang in Lang::ALL {
            if let Some(e) = c.explain(lang) {
                println!("   {}\n      {}", e.headline, e.body);
            }
        }
        for lang in Lang::ALL {
            for v in &c.verdicts {
                let s = v.say(lang);
                println!("   {} {} | {}  {:?}", v.outcome.sign(), s.headline, s.detail, v.broken);
            }
        }
    }
}
