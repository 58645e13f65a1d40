use types::{protocol, typeobj};
#[test]
fn t() {
    let heap = object::Heap::new(object::HeapConfig::default()).unwrap();
    types::boot::boot(&heap, [0, 0]).unwrap();
    let th = heap.thread();
    for b in object::Builtin::ALL {
        let Some(ty) = heap.try_builtin(*b) else {
            eprintln!("MISSING {b:?}");
            continue;
        };
        let d = typeobj::dict_of(ty).unwrap();
        let mut pos = 0;
        let mut v = vec![];
        while let Some((k, val)) = d.next(&mut pos) {
            let sig = protocol::getattr_text(th, &val, "__text_signature__");
            let sig = match sig {
                Ok(s) => protocol::repr(th, &s).unwrap().to_string(),
                Err(_) => {
                    th.take_pending();
                    "-".into()
                }
            };
            v.push(format!(
                "{}:{}:{}",
                protocol::to_str(th, &k).unwrap(),
                val.ty().name(),
                sig
            ));
        }
        println!(
            "{}|{:#x}|{}|{}|{}|{}|{}",
            typeobj::short_name(ty),
            ty.flags().0,
            ty.basicsize(),
            ty.itemsize(),
            ty.dict_offset(),
            ty.weaklist_offset(),
            v.join(";")
        );
    }
}
